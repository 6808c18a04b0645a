import type { Advice } from '../../../shared/advice.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { Layout } from '../../../shared/layout.ts'
import { ClassLookup, idsOf } from './class-lookup.ts'
import { idIn } from './id-in-name.ts'
import { hasImageName } from './image-name.ts'
import { byId, labelByFolder } from './label-by-folder.ts'
import { faultOf, refusedLink, usable, type Assignment, type LabelledFile } from './labelled-file.ts'
import type { LabelReading } from './label-reading.ts'
import type { Listing } from './listing.ts'

/**
 * Labels by what else names say where no folder is called by a class's id, which is said: the id beside other words
 * (`n01440764 tench`), a name that only one class has (`great_white_shark`), the index of a class (`0`), or the id in the
 * name of an image that lies right in the root.
 * @returns null where names say no class either
 * @throws AcuityError `dataset-invalid` where folders are called by a name that several classes have
 */
export function labelByName(
  listing: Listing,
  classes: readonly ClassEntry[],
  reading: LabelReading | null = null,
): Named | null {
  for (const layout of ['folder-ids', 'folder-names', 'folder-numbers', 'file-ids'] as const) {
    const assignment = labelAsNamed(layout, listing, classes, reading)
    if (assignment) return assignment
  }
  return null
}

export type NamedLayout = keyof typeof NAMINGS
export type Named = Assignment & { layout: NamedLayout }

/** The same by one of these ways alone. */
export function labelAsNamed(
  layout: NamedLayout,
  listing: Listing,
  classes: readonly ClassEntry[],
  reading: LabelReading | null = null,
): Named | null {
  const assignment = NAMINGS[layout](listing, classes, reading)
  return assignment && usable(assignment) > 0 ? { ...assignment, layout } : null
}

type Naming = (listing: Listing, classes: readonly ClassEntry[], reading: LabelReading | null) => Assignment | null

const byIdInFolder: Naming = (listing, classes) => {
  const indexOf = byId(classes)
  const assignment = labelByFolder(listing, classes, (folder) => indexOf(idIn(folder) ?? ''))
  return saying(assignment, ({ path }) => {
    const folder = topOf(path)
    return `No folder is called by the id of a class alone: the ids in their names are taken, ${idIn(folder) ?? ''} of "${folder}".`
  })
}

/** Most folders are called by a name of a class; what several classes are called is refused, by its name. */
const byClassName: Naming = (listing, classes) => {
  const lookup = new ClassLookup(classes)
  const folders = [...new Set(listing.files.filter((file) => file.includes('/')).map(topOf))]
  const named = folders
    .map((folder) => ({ folder, meant: lookup.byName(folder) }))
    .filter(({ meant }) => meant.length > 0)
  if (2 * named.length <= folders.length) return null
  const several = named.filter(({ meant }) => meant.length > 1)
  if (several.length > 0)
    throw new AcuityError(
      'dataset-invalid',
      'Folders are called by the names of classes, and some by one that several have: ' +
        `${several.map(({ folder, meant }) => `${folder} (${idsOf(meant)})`).join(', ')}. Call each of these by the id that is meant.`,
    )
  const assignment = labelByFolder(listing, classes, (folder) => lookup.byName(folder)[0]?.index)
  return saying(assignment, ({ path, label }) => {
    const wnid = classes[label ?? -1]?.wnid ?? ''
    return `No folder is called by the id of a class: names of classes are taken, "${topOf(path)}" for ${wnid}.`
  })
}

const topOf = (file: string) => file.split('/', 1)[0] ?? ''

const indexOf = (index: number) => (index < 0 ? undefined : index)

const isNumber = (folder: string) => /^\d{1,6}$/.test(folder)

/**
 * Where each folder is a number, and each an index: of numbers beyond the classes nobody knows where they count from, unless
 * that is said.
 */
const byNumber: Naming = (listing, classes, reading) => {
  const folders = listing.folders.filter((folder) => !folder.includes('/'))
  if (!folders.every((folder) => isNumber(folder) && Number(folder) < classes.length + (reading ? 1 : 0))) return null
  if (reading) return labelByFolder(listing, classes, (folder) => indexOf(reading(Number(folder))))
  return saying(labelByFolder(listing, classes, Number), ({ path, label }) => ({
    message:
      `Folders are called by numbers, which are taken for the indices of classes, counted from 0: ${topOf(path)} is ` +
      `${classes[label ?? -1]?.name ?? ''}. If they are something else, a class list whose ids are these numbers says what.`,
    remedies: [{ do: 'index-beside', classes: 'another' }],
  }))
}

/** As Hugging Face packs ImageNet: `ILSVRC2012_val_00000001_n01440764.JPEG`. */
const byIdInFile: Naming = (listing, classes) => {
  const indexOf = byId(classes)
  const images = listing.files.filter((file) => !file.includes('/') && hasImageName(file))
  const taken = new Set(images)
  const files = images.map((path): LabelledFile => {
    const id = idIn(path)
    const label = indexOf(id ?? '') ?? null
    const unknown =
      id === null ? 'no id of a class is in its name' : `${id} is not one of the ${classes.length} classes`
    const isThere = !listing.refused.has(path)
    const fault = isThere ? (label === null ? faultOf('unknown-class', unknown) : null) : refusedLink()
    return { path, label, fault, isThere, isListed: false }
  })
  const ignored = listing.files.filter((file) => !taken.has(file))
  return saying(
    { files, ignored, warnings: [], disagreements: [] },
    ({ path }) => `No folder says a class: the ids in the names of images are taken, ${idIn(path) ?? ''} of ${path}.`,
  )
}

const NAMINGS = {
  'folder-ids': byIdInFolder,
  'folder-names': byClassName,
  'folder-numbers': byNumber,
  'file-ids': byIdInFile,
} satisfies Partial<Record<Layout, Naming>>

/** With what is to be said of it, by the first file that has a class. */
function saying(assignment: Assignment, say: (example: LabelledFile) => Advice): Assignment {
  const example = assignment.files.find(({ fault }) => fault === null)
  return example ? { ...assignment, warnings: [...assignment.warnings, say(example)] } : assignment
}
