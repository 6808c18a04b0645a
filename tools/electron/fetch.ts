import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { findElectron, searchedFolders, type Electron, type Missing } from './find.ts'

/** A slow line needs minutes for its 120 MB; a machine that cannot reach the server at all is told so in seconds. */
const LIMIT_MS = 5 * 60_000

/**
 * Finds an Electron, and lets the `electron` package's own installer fetch its binary where there is none. An assembled
 * runtime is preferred to fetching: where there is one, fetching was not possible before.
 */
export function fetchElectron(where = searchedFolders()): Electron | Missing {
  const found = findElectron(where)
  if (!('missing' in found)) return found
  const { status, error, stderr } = spawnSync(process.execPath, [path.join(where.package, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: LIMIT_MS,
  })
  if (status === 0) return findElectron(where)
  const reason = error?.message ?? stderr.trim().split('\n', 1)[0]
  return { missing: `${found.missing}, and could not be fetched (${reason})` }
}
