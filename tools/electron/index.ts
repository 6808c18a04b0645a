import { findElectron } from './find.ts'
import { placeSqlite } from './place-sqlite.ts'
import { ProvisionError } from './provision-error.ts'

export { ensure } from './debian.ts'
export { fetchElectron } from './fetch.ts'
export type { Electron } from './find.ts'
export { systemLibraries } from './needs.ts'
export { placeSqlite } from './place-sqlite.ts'
export { ProvisionError } from './provision-error.ts'

/**
 * The Electron that tests run: `_electron.launch({ executablePath: electronExecutable(), args })`. It is found, never
 * fetched; `npm test` names the one that it provisioned in ELECTRON_OVERRIDE_DIST_PATH.
 * @throws ProvisionError when there is none, with the remedy
 */
export function electronExecutable(): string {
  const found = findElectron()
  if ('missing' in found) throw new ProvisionError(`Electron: ${found.missing}. Run: npm run electron:runtime`)
  placeSqlite(found)
  return found.executable
}

/** As root on Linux, Chromium refuses to run inside its sandbox. For development and tests only: the app never does so. */
export function sandboxSwitches(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}
