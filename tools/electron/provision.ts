import { assemble } from './assemble.ts'
import { ensure } from './debian.ts'
import { fetchElectron } from './fetch.ts'
import { findElectron, searchedFolders, type Electron, type Missing } from './find.ts'
import { systemLibraries, virtualDisplay } from './needs.ts'
import { placeSqlite } from './place-sqlite.ts'
import { ProvisionError } from './provision-error.ts'

/**
 * Sees to it that Electron can be run: finds, fetches or assembles it, and installs the system's libraries that it lacks,
 * where that is allowed.
 * @param found what was found or fetched already
 * @throws ProvisionError saying what is missing
 */
export function provisionElectron(found: Electron | Missing = fetchElectron()): Electron {
  const electron = 'missing' in found ? assembleInstead(found) : found
  placeSqlite(electron)
  if (process.platform === 'linux') ensure(systemLibraries(electron.executable))
  return electron
}

/** Sees to it that a window has a screen to open on: on a Linux machine without any, what makes a virtual one (`openScreen`). */
export function provisionDisplay(): void {
  if (needsVirtualDisplay()) ensure(virtualDisplay)
}

export function needsVirtualDisplay(): boolean {
  return process.platform === 'linux' && !process.env['DISPLAY']
}

function assembleInstead({ missing }: Missing): Electron {
  const where = searchedFolders()
  console.error(`Electron: ${missing}.`)
  assemble(where.assembled)
  const assembled = findElectron(where)
  if ('missing' in assembled) throw new ProvisionError(`Electron was assembled, and yet ${assembled.missing}`)
  return assembled
}
