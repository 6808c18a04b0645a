import { closeSync, openSync } from 'node:fs'
import path from 'node:path'
import { AcuityError } from '../../../../shared/errors.ts'
import { ImageFault } from '../../../../shared/skip.ts'
import { isLitter } from '../../dataset/index.ts'
import { followLinks, lostLink } from './follow-links.ts'
import { memberPath } from './member-path.ts'
import { readMembers, type Member, type ReadOptions } from './read-members.ts'
import type { Stored } from './stored.ts'

/** What a tar archive holds, by its headers alone. */
export interface TarArchive {
  /** By path, with forward slashes; a fault where a file's bytes cannot be had. */
  readonly files: ReadonlyMap<string, Stored | ImageFault>
  readonly folders: ReadonlySet<string>
  /** What is no file or is left behind by file managers, as {@link isLitter} has it, and names that lead out of the archive. */
  readonly litter: ReadonlySet<string>
  /** Links to what the archive does not hold. */
  readonly broken: ReadonlySet<string>
  readonly warnings: readonly string[]
}

/** As for folders: ImageNet's 21,841 classes fit several times over. */
const MAX_FOLDERS = 100_000
const MAX_DEPTH = 16

/**
 * Lists an archive. As tar unpacks it, of members with the same name the last one counts, a hard link is the file that
 * was called so before it, and a slash that a name begins with is dropped. No name is ever taken for one on the disk.
 * @throws AcuityError `file-unreadable` where it is none; `dataset-invalid` where it is nested too deeply; `cancelled`
 * @throws Error of the operating system
 */
export function readTar(file: string, { stop, most }: Omit<ReadOptions, 'file' | 'descriptor'> = {}): TarArchive {
  const files = new Map<string, Stored | ImageFault>()
  const links = new Map<string, string>()
  const folders = new Set<string>()
  const litter = new Set<string>()

  const addFolders = (folder: string) => {
    for (let at = folder; at !== '' && !folders.has(at); at = parentOf(at)) folders.add(at)
    if (folders.size > MAX_FOLDERS) throw invalid(`${file} has more than ${MAX_FOLDERS} folders.`)
  }

  const add = (member: Member) => {
    const place = memberPath(member.name)
    if (place === null) {
      litter.add(member.name.slice(0, 200))
      return
    }
    if (place === '') return
    const steps = place.split('/')
    if (steps.length > MAX_DEPTH) throw invalid(`${file}: ${place} lies more than ${MAX_DEPTH} folders deep.`)
    const left = steps.findIndex(isLitter)
    if (left >= 0) litter.add(steps.slice(0, left + 1).join('/'))
    else if (member.kind === 'folder') addFolders(place)
    else if (member.kind === 'other') litter.add(place)
    else addFile(place, member)
  }

  const addFile = (place: string, member: Member) => {
    addFolders(parentOf(place))
    // A hard link is looked up first: it may be to what it takes the place of.
    const stored = member.kind === 'file' ? storedAs(member) : files.get(memberPath(member.link) ?? '')
    links.delete(place)
    files.delete(place)
    if (member.kind === 'link') links.set(place, member.link)
    else files.set(place, stored ?? lostLink(member.link))
  }

  const descriptor = openSync(file, 'r')
  let ending: string | null
  try {
    ending = readMembers({ file, descriptor, stop, most }, add)
  } finally {
    closeSync(descriptor)
  }

  const { found, toFolders } = followLinks(links, files, folders)
  for (const [link, stored] of found) files.set(link, stored)
  for (const link of toFolders) litter.add(link)
  const broken = new Set([...found].flatMap(([link, stored]) => (stored instanceof ImageFault ? [link] : [])))
  return { files, folders, litter, broken, warnings: [...(ending === null ? [] : [ending]), ...notFollowed(toFolders)] }
}

function storedAs({ offset, size, isSparse, missing }: Member): Stored | ImageFault {
  if (missing > 0) return new ImageFault('truncated', `the archive ends ${missing} bytes before it does`)
  if (isSparse)
    return new ImageFault(
      'file-unreadable',
      'it is stored sparsely, which is not read: pack it without holes, as tar does by default',
    )
  return { offset, size }
}

function notFollowed([first, ...more]: readonly string[]): string[] {
  if (first === undefined) return []
  const which = more.length === 0 ? `The link ${first} leads` : `${more.length + 1} links, ${first} for one, lead`
  return [`${which} to a folder in the archive, and is not followed: what lies there is found where it lies.`]
}

const parentOf = (file: string) => {
  const folder = path.posix.dirname(file)
  return folder === '.' ? '' : folder
}

const invalid = (message: string) => new AcuityError('dataset-invalid', message)
