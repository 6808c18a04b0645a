import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import type { Stop } from '../files/index.ts'

const MAX_DEPTH = 16
/** ImageNet's 21,841 classes fit several times over. */
const MAX_FOLDERS = 100_000
/** What file managers leave behind; dot files are never part of a dataset either. */
const LITTER = new Set(['thumbs.db', 'desktop.ini'])

export interface FolderListing {
  /** Files relative to the folder, with forward slashes, sorted. */
  files: string[]
  /** Dot files, pipes and the like: named but not indexed. */
  litter: string[]
}

/**
 * Lists every file below a folder, following links but no loop of them.
 * @throws AcuityError `not-found` where the folder is not one, `dataset-invalid` where it is nested too deeply or its
 *   links multiply its folders, `file-unreadable` where a folder in it may not be read
 */
export async function listFiles(root: string, stop?: Stop): Promise<FolderListing> {
  // Sets: names that are no UTF-8 may come out of the file system as one and the same.
  const files = new Set<string>()
  const litter = new Set<string>()
  const ancestors = new Set<string>()
  let folders = 0

  const visit = async (relative: string, depth: number): Promise<void> => {
    stop?.throwIfAborted()
    const folder = path.join(root, relative)
    if (depth > MAX_DEPTH)
      throw new AcuityError('dataset-invalid', `${folder} is nested more than ${MAX_DEPTH} folders deep.`)
    if (++folders > MAX_FOLDERS)
      throw new AcuityError(
        'dataset-invalid',
        `${root} leads to more than ${MAX_FOLDERS} folders: do its links go round?`,
      )
    const real = await realpath(folder)
    if (ancestors.has(real)) return
    ancestors.add(real)
    for (const entry of await readFolderEntries(folder)) {
      const name = path.posix.join(relative, entry.name)
      if (entry.name.startsWith('.') || LITTER.has(entry.name.toLowerCase())) litter.add(name)
      else {
        const kind = await kindOf(entry, path.join(folder, entry.name))
        if (kind === 'folder') await visit(name, depth + 1)
        else if (kind === 'other' || files.has(name)) litter.add(name)
        else files.add(name)
      }
    }
    ancestors.delete(real)
  }

  if (!(await stat(root)).isDirectory()) throw new AcuityError('not-found', `${root} is not a folder.`)
  await visit('', 0)
  return { files: [...files].toSorted(), litter: [...litter] }
}

async function readFolderEntries(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (cause) {
    const reason = messageOf(cause)
    throw new AcuityError(
      'file-unreadable',
      `Cannot look into ${folder}: ${reason}. Make it readable, or move it away.`,
      {
        cause,
      },
    )
  }
}

/** A link that leads nowhere counts as a file: inspecting it says what is wrong. */
async function kindOf(entry: Dirent, file: string): Promise<'file' | 'folder' | 'other'> {
  const target = entry.isSymbolicLink() ? await stat(file).catch(() => null) : entry
  if (!target || target.isFile()) return 'file'
  return target.isDirectory() ? 'folder' : 'other'
}
