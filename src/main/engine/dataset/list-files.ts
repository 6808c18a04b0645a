import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import { readText } from '../files/index.ts'
import type { Listing, ListOptions } from './listing.ts'
import { isLitter } from './litter.ts'

const MAX_DEPTH = 16
/** ImageNet's 21,841 classes fit several times over. */
const MAX_FOLDERS = 100_000
/** Links looked after at a time. */
const LINKS_AT_A_TIME = 64

/** What an entry of a folder is once links are followed, and whether that lies out of the dataset's folder. */
interface Entry {
  name: string
  kind: 'file' | 'folder' | 'other'
  isOutside: boolean
  /** Whether it is a link that leads nowhere. */
  isBroken?: boolean
}

/**
 * Lists every file below a folder, following links but no loop of them.
 * @throws AcuityError `not-found` where the folder is not one, `dataset-invalid` where it is nested too deeply or its
 *   links multiply its folders, `file-unreadable` where a folder in it may not be read
 */
export async function listFiles(root: string, { follow, stop }: ListOptions): Promise<Listing> {
  // Sets: names that are no UTF-8 may come out of the file system as one and the same.
  const files = new Set<string>()
  const litter = new Set<string>()
  const folders: string[] = []
  const refused = new Set<string>()
  const broken = new Set<string>()
  const ancestors = new Set<string>()
  const realRoot = await realpath(root)
  let [visited, outside] = [0, 0]

  const visit = async (relative: string, depth: number): Promise<void> => {
    stop?.throwIfAborted()
    const folder = path.join(root, relative)
    if (depth > MAX_DEPTH)
      throw new AcuityError('dataset-invalid', `${folder} is nested more than ${MAX_DEPTH} folders deep.`)
    if (++visited > MAX_FOLDERS)
      throw new AcuityError(
        'dataset-invalid',
        `${root} leads to more than ${MAX_FOLDERS} folders: do its links go round?`,
      )
    const real = await realpath(folder)
    if (ancestors.has(real)) return
    ancestors.add(real)
    if (relative !== '') folders.push(relative)
    for await (const { name: own, kind, isOutside, isBroken } of entriesOf(folder, real, realRoot)) {
      const name = path.posix.join(relative, own)
      if (kind === 'other' || files.has(name)) litter.add(name)
      else if (kind === 'folder' && isOutside && !follow) {
        outside++
        litter.add(name)
      } else if (kind === 'folder') await visit(name, depth + 1)
      else {
        files.add(name)
        if (isBroken) broken.add(name)
        if (!isOutside) continue
        outside++
        if (!follow) refused.add(name)
      }
    }
    ancestors.delete(real)
  }

  if (!(await stat(root)).isDirectory()) throw new AcuityError('not-found', `${root} is not a folder.`)
  await visit('', 0)
  return {
    files: [...files].toSorted(),
    folders: folders.toSorted(),
    litter: [...litter],
    outside,
    refused,
    broken,
    labels: null,
    warnings: [],
    ownList: (name) => (files.has(name) ? path.join(root, name) : null),
    readList: readText,
  }
}

async function* entriesOf(folder: string, real: string, realRoot: string): AsyncGenerator<Entry> {
  const entries = await readFolderEntries(folder)
  const isOutside = !isInside(realRoot, real)
  for (let i = 0; i < entries.length; i += LINKS_AT_A_TIME)
    yield* await Promise.all(
      entries.slice(i, i + LINKS_AT_A_TIME).map(async (entry): Promise<Entry> => {
        const { name } = entry
        if (isLitter(name)) return { name, kind: 'other', isOutside: false }
        if (!entry.isSymbolicLink()) return { name, kind: kindOf(entry), isOutside }
        const target = await realpath(path.join(folder, name)).catch(() => null)
        const found = target && (await stat(target).catch(() => null))
        // A link that leads nowhere counts as a file: inspecting it says what is wrong.
        if (!found) return { name, kind: 'file', isOutside: false, isBroken: true }
        return { name, kind: kindOf(found), isOutside: !isInside(realRoot, target) }
      }),
    )
}

const isInside = (folder: string, file: string) =>
  file === folder || file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep)

function kindOf(found: Pick<Dirent, 'isFile' | 'isDirectory'>): Entry['kind'] {
  if (found.isFile()) return 'file'
  return found.isDirectory() ? 'folder' : 'other'
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
