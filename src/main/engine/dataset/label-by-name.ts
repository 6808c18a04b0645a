import type { Advice } from '../../../shared/advice.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { idIn } from './id-in-name.ts'
import { hasImageName } from './image-name.ts'
import { byId, labelByFolder } from './label-by-folder.ts'
import { faultOf, refusedLink, usable, type Assignment, type LabelledFile } from './labelled-file.ts'
import type { Listing } from './listing.ts'

/**
 * Labels by what else names say where no folder is called by a class's id, which is said: the id beside other words
 * (`n01440764 tench`), the index of a class (`0`), or the id in the name of an image that lies right in the root.
 * @returns null where names say no class either
 */
export function labelByName(listing: Listing, classes: readonly ClassEntry[]): Assignment | null {
  for (const naming of [byIdInFolder, byNumber, byIdInFile]) {
    const assignment = naming(listing, classes)
    if (assignment && usable(assignment) > 0) return assignment
  }
  return null
}

type Naming = (listing: Listing, classes: readonly ClassEntry[]) => Assignment | null

const byIdInFolder: Naming = (listing, classes) => {
  const indexOf = byId(classes)
  const assignment = labelByFolder(listing, classes, (folder) => indexOf(idIn(folder) ?? ''))
  return saying(assignment, ({ path }) => {
    const [folder = ''] = path.split('/')
    return `No folder is called by the id of a class alone: the ids in their names are taken, ${idIn(folder) ?? ''} of "${folder}".`
  })
}

const isNumber = (folder: string) => /^\d{1,6}$/.test(folder)

/** Where each folder is a number, and each an index: of numbers beyond the classes nobody knows where they count from. */
const byNumber: Naming = (listing, classes) => {
  const folders = listing.folders.filter((folder) => !folder.includes('/'))
  if (!folders.every((folder) => isNumber(folder) && Number(folder) < classes.length)) return null
  return saying(labelByFolder(listing, classes, Number), ({ path, label }) => ({
    message:
      `Folders are called by numbers, which are taken for the indices of classes, counted from 0: ${path.split('/', 1)[0] ?? ''} is ` +
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
    { files, ignored, warnings: [] },
    ({ path }) => `No folder says a class: the ids in the names of images are taken, ${idIn(path) ?? ''} of ${path}.`,
  )
}

/** With what is to be said of it, by the first file that has a class. */
function saying(assignment: Assignment, say: (example: LabelledFile) => Advice): Assignment {
  const example = assignment.files.find(({ fault }) => fault === null)
  return example ? { ...assignment, warnings: [...assignment.warnings, say(example)] } : assignment
}
