import { readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'

const MAX_DEPTH = 16
/** What file managers leave behind; dot files are never part of a dataset either. */
const LITTER = new Set(['thumbs.db', 'desktop.ini'])

export interface FolderListing {
  /** Files relative to the folder, with forward slashes, sorted. */
  files: string[]
  /** Dot files and the like, named but not indexed. */
  litter: string[]
}

/**
 * Lists every file below a folder, following links but no loop of them.
 * @throws AcuityError `not-found` where the folder is not one, `dataset-invalid` where it is nested too deeply
 */
export async function listFiles(root: string, signal?: AbortSignal): Promise<FolderListing> {
  const listing: FolderListing = { files: [], litter: [] }
  const ancestors = new Set<string>()

  const visit = async (relative: string, depth: number): Promise<void> => {
    signal?.throwIfAborted()
    const folder = path.join(root, relative)
    if (depth > MAX_DEPTH)
      throw new AcuityError('dataset-invalid', `${folder} is nested more than ${MAX_DEPTH} folders deep.`)
    const real = await realpath(folder)
    if (ancestors.has(real)) return
    ancestors.add(real)
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const name = path.posix.join(relative, entry.name)
      if (entry.name.startsWith('.') || LITTER.has(entry.name.toLowerCase())) listing.litter.push(name)
      else if (entry.isDirectory() || (entry.isSymbolicLink() && (await isDirectory(path.join(root, name)))))
        await visit(name, depth + 1)
      else listing.files.push(name)
    }
    ancestors.delete(real)
  }

  if (!(await isDirectory(root))) throw new AcuityError('not-found', `${root} is not a folder.`)
  await visit('', 0)
  listing.files.sort()
  return listing
}

async function isDirectory(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
