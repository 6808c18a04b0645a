import { AcuityError } from '../../../shared/errors.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import { idIn } from './id-in-name.ts'
import { hasImageName } from './image-name.ts'
import { FOLLOW, usable, type Assignment } from './labelled-file.ts'
import type { Listing } from './listing.ts'

/** Of several folders that hold class folders, the ones that people evaluate on come first. */
const EVALUATED_ON = ['val', 'validation', 'valid', 'test', 'testing', 'eval']

/** @throws AcuityError `dataset-invalid` where no file lies in a folder that is a class, with what may be wrong */
export function requireClassFolder(
  root: string,
  assignment: Assignment,
  listing: Listing,
  classes: readonly ClassEntry[],
): void {
  if (usable(assignment) > 0) return
  const ids = new Set(classes.map(({ wnid }) => wnid))
  const named = listing.folders.filter((folder) => ids.has(folder))
  throw named.length > 0 ? nothingIn(root, named, listing) : nothingNamed(root, ids, listing)
}

function nothingIn(root: string, [first = '', ...more]: readonly string[], { refused }: Listing): AcuityError {
  const which = more.length === 0 ? `The class folder ${first}` : `The ${more.length + 1} class folders`
  if (refused.size > 0)
    return invalid(`${which} in ${root} only hold links that lead out of it, which are refused.`, FOLLOW)
  const are = more.length === 0 ? 'is' : 'are'
  return invalid(`${which} in ${root} ${are} empty: is everything unpacked, and its disk connected?`)
}

function nothingNamed(root: string, ids: ReadonlySet<string>, listing: Listing): AcuityError {
  const { files, folders } = listing
  const which = `No folder in ${root} is named after one of the ${ids.size} classes.`
  const elsewhere = classesElsewhere(root, ids, listing)
  if (elsewhere) return invalid(`${which} ${elsewhere.text}`, elsewhere.remedies)
  if (files.length === 0)
    return invalid(`${which} It holds no file at all: is everything unpacked, and its disk connected?`)
  const inPlace = inPlaceOfFolders(root, ids, listing)
  if (inPlace !== null) return invalid(inPlace)
  const numbered = folders.filter((folder) => /^\d+$/.test(folder))
  if (numbered.length > 0 && numbered.length === folders.filter((folder) => !folder.includes('/')).length) {
    const most = Math.max(...numbered.map(Number))
    return invalid(
      `The folders in ${root} are called by numbers, up to ${most}: they are no indices of the ${ids.size} classes, ` +
        `0…${ids.size - 1}. A class list whose ids are these numbers says what they are.`,
      CLASS_LIST,
    )
  }
  if (files.every((file) => !file.includes('/')))
    return invalid(`${which} A flat folder needs a labels file, "name index" a line.`, LABELS)
  const [id = ''] = ids
  return invalid(
    `${which} The first of them is ${JSON.stringify(id.slice(0, 80))}, the first folder ${JSON.stringify(folders[0] ?? '')}. ` +
      'Choose the folder that holds one folder a class, or a class list of its own.',
    CLASS_LIST,
  )
}

const CLASS_LIST: readonly Remedy[] = [{ do: 'state', option: 'classes' }]
const LABELS: readonly Remedy[] = [{ do: 'state', option: 'labels' }]

const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
const baseOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
const isEvaluatedOn = (folder: string) => EVALUATED_ON.includes(baseOf(folder).toLowerCase())

/** The folders below the root that seem meant; what is evaluated on is named first, also where its images lie flat. */
function classesElsewhere(
  root: string,
  ids: ReadonlySet<string>,
  { folders, files }: Listing,
): { text: string; remedies: readonly Remedy[] } | null {
  const above = new Set(folders.filter((folder) => ids.has(baseOf(folder))).map(parentOf))
  for (const file of files) if (file.includes('/') && ids.has(idIn(baseOf(file)) ?? '')) above.add(parentOf(file))
  const meant = [...above].filter((folder) => !ids.has(baseOf(folder)))
  const evaluated = EVALUATED_ON.flatMap((name) => meant.filter((folder) => baseOf(folder).toLowerCase() === name))
  const flat = evaluated.length > 0 ? undefined : flatBeside(meant, files)
  const best = evaluated[0] ?? meant[0]
  if (flat !== undefined)
    return {
      text:
        `Did you mean ${root}/${flat}? Its images lie side by side, and need a labels file. ` +
        `(There are class folders in ${meant.slice(0, 3).join(', ')}.)`,
      remedies: LABELS,
    }
  if (best === undefined) return null
  const others = meant.filter((folder) => folder !== best).slice(0, 3)
  return {
    text: `Did you mean ${root}/${best}?${others.length > 0 ? ` (There is ${others.join(', ')} as well.)` : ''}`,
    remedies: [],
  }
}

/** Beside folders of class folders, one of images alone that is called as those are that people evaluate on. */
function flatBeside(meant: readonly string[], files: readonly string[]): string | undefined {
  const around = new Set(meant.map(parentOf))
  const file = files.find(
    (each) => hasImageName(each) && isEvaluatedOn(parentOf(each)) && around.has(parentOf(parentOf(each))),
  )
  return file === undefined ? undefined : parentOf(file)
}

/** What is called like a class and is no folder: a link that leads nowhere, or the archive that holds one. */
function inPlaceOfFolders(root: string, ids: ReadonlySet<string>, { files, broken }: Listing): string | null {
  const links = [...broken].filter((link) => ids.has(link))
  const [first = [...broken][0]] = links
  if (first !== undefined) {
    const connected = 'is the disk connected that links lead to?'
    if (links.length > 1)
      return `${links.length} class folders in ${root} are links that lead nowhere, ${first} for one: ${connected}`
    return `${links.length === 1 ? 'The class folder ' : ''}${first} in ${root} is a link that leads nowhere: ${connected}`
  }
  const archive = files.find((file) => ids.has(file.replace(/\.(tar|tar\.gz|tgz|zip)$/i, '')))
  if (archive === undefined) return null
  return `The classes in ${root} are still packed, as ${archive}: unpack each into a folder that is called by its id.`
}

const invalid = (message: string, remedies: readonly Remedy[] = []) =>
  new AcuityError('dataset-invalid', message, { remedies })
