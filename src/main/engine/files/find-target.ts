import { lstat, readlink, realpath, stat } from 'node:fs/promises'
import path from 'node:path'

/** As many links as Linux follows. */
const MOST_LINKS = 40

/** Where a name that is to be written leads. */
export type Target =
  /** A file to be put in its place whole: with the mode of the one that is there, null where there is none. */
  | { kind: 'file'; file: string; mode: number | null }
  /** A device, a pipe, or what this process has open, as /dev/stdout: written into, and never replaced. */
  | { kind: 'stream'; descriptor: number | null }

/**
 * Follows links: what they lead to is written, also where it is not there yet, and the links stay.
 * @throws Error of the operating system, or of a folder or disk that has the name
 */
export async function findTarget(file: string): Promise<Target> {
  // The system itself refuses to follow links that strangers laid into a folder that everybody may write to.
  const found = await stat(file).catch(unlessMissing)
  if (found?.isDirectory()) throw refusal('it is a folder: name a file in it')
  if (found?.isBlockDevice()) throw refusal('it is a disk')
  const final = await followLinks(file)
  if (typeof final !== 'string') return { kind: 'stream', ...final }
  if (found && !found.isFile()) return { kind: 'stream', descriptor: null }
  return { kind: 'file', file: final, mode: found ? found.mode & 0o777 : null }
}

/** What a process has open leads to a name only by chance: it is not followed further. */
async function followLinks(file: string): Promise<string | { descriptor: number | null }> {
  let at = path.resolve(file)
  for (let links = 0; links < MOST_LINKS; links++) {
    // Of a folder that is yet to be made nothing can be a link.
    const folder = await realpath(path.dirname(at)).catch(unlessMissing)
    if (!folder) return at
    const isOurs = folder === `/proc/${process.pid}/fd` || folder === '/dev/fd'
    if (isOurs || folder.startsWith('/proc/')) return { descriptor: isOurs ? Number(path.basename(at)) : null }
    at = path.join(folder, path.basename(at))
    if (!(await lstat(at).catch(unlessMissing))?.isSymbolicLink()) return at
    at = path.resolve(folder, await readlink(at))
  }
  throw refusal('too many links lead from there')
}

function unlessMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

const refusal = (why: string) => Object.assign(new Error(why), { syscall: 'open' })
