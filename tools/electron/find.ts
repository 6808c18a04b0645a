import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import envPaths from 'env-paths'
import { isExecutable } from './executables.ts'
import { findDamage } from './manifest.ts'
import { electronPackage, runtimeKey } from './pins.ts'
import { ProvisionError } from './provision-error.ts'

/** An Electron that can be run: its folder is what ELECTRON_OVERRIDE_DIST_PATH takes. */
export interface Electron {
  folder: string
  executable: string
}

/** Why there is none, as the middle of a sentence. */
export interface Missing {
  missing: string
}

export interface SearchedFolders {
  /** As ELECTRON_OVERRIDE_DIST_PATH says. */
  override: string | undefined
  /** The installed `electron` package. */
  package: string
  /** Where the assembled runtime is, or would be. */
  assembled: string
}

/** Where Electron is looked for here. ACUITY_ELECTRON_CACHE moves the assembled runtimes out of the user's cache folder. */
export function searchedFolders(): SearchedFolders {
  const cache = process.env['ACUITY_ELECTRON_CACHE'] || path.join(envPaths('Acuity', { suffix: '' }).cache, 'electron')
  return {
    override: process.env['ELECTRON_OVERRIDE_DIST_PATH'],
    package: electronPackage,
    assembled: path.resolve(cache, runtimeKey()),
  }
}

/**
 * Finds an Electron without fetching one, in this order: what ELECTRON_OVERRIDE_DIST_PATH names, which must be there; the
 * `electron` package's own binary, the version that the app is made for; the assembled runtime, when it is whole.
 * @throws ProvisionError when ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron
 */
export function findElectron(
  { override, package: folder, assembled }: SearchedFolders = searchedFolders(),
): Electron | Missing {
  const name = binaryName(folder)
  if (override) {
    const electron = electronIn(path.resolve(override), name)
    if (electron) return electron
    throw new ProvisionError(`ELECTRON_OVERRIDE_DIST_PATH is ${override}, which holds no executable ${name}`)
  }
  const own = electronIn(path.join(folder, 'dist'), name)
  // The package's installer writes path.txt last: without it, what is in its folder may be half of an Electron.
  if (own && existsSync(path.join(folder, 'path.txt'))) return own
  if (!existsSync(assembled)) return { missing: 'its binary is missing' }
  const damage = findDamage(assembled)
  if (damage) return { missing: `its binary is missing, and the assembled runtime ${assembled} is damaged (${damage})` }
  return electronIn(assembled, 'electron') ?? { missing: `the assembled runtime ${assembled} cannot be executed` }
}

function electronIn(folder: string, name: string): Electron | null {
  const executable = path.join(folder, name)
  return isExecutable(executable) ? { folder, executable } : null
}

/** Where the binary lies inside Electron's folder: as the package's installer has written down, else as it would. */
function binaryName(packageFolder: string): string {
  const written = path.join(packageFolder, 'path.txt')
  if (existsSync(written)) return readFileSync(written, 'utf8')
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}
