import { installProvider } from './cuda/install.ts'
import { InstallError } from './cuda/install-error.ts'
import { removeProvider } from './cuda/provider-files.ts'

/** Brings ONNX Runtime's CUDA provider into node_modules (`npm run cuda:install`), or takes it out again (`-- --remove`). */
try {
  const [option, ...more] = process.argv.slice(2)
  if (more.length > 0 || (option !== undefined && option !== '--remove'))
    throw new InstallError('Usage: npm run cuda:install [-- --remove]')
  if (option === '--remove') console.log(removeProvider())
  else console.log(await installProvider())
} catch (error) {
  if (!(error instanceof InstallError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
