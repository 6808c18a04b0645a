import path from 'node:path'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import { readText, type Stop } from '../files/index.ts'
import { annotationsIn } from './boxes/find-boxes.ts'
import { MAX_BOX_FILE_BYTES, namesOfObjects } from './boxes/parse-boxes.ts'
import { ClassLookup, idsOf } from './class-lookup.ts'
import { hasImageName } from './image-name.ts'
import { faultOf, refusedLink, usable, type Assignment, type LabelledFile, type NameFault } from './labelled-file.ts'
import type { Listing } from './listing.ts'
import type { LabelContext, Labelled } from './take-lists.ts'
import { listed } from './lists/warn-of-labels.ts'

const AT_A_TIME = 64

interface AnnotationOptions {
  root: string
  /** Where the files lie, and which is of which image. */
  folder: string
  byImage: ReadonlyMap<string, string>
  classes: readonly ClassEntry[]
  stop: Stop | undefined
}

/**
 * Labels by ILSVRC's annotations: an image is of the class that the objects in its XML file are called after. One whose
 * objects are of several classes has none.
 * @throws AcuityError `labels-invalid` where they label no image
 */
async function labelByAnnotations(listing: Listing, options: AnnotationOptions): Promise<Assignment> {
  const { root, folder, byImage, classes, stop } = options
  const lookup = new ClassLookup(classes)
  const images = listing.files.filter(hasImageName)
  const files: LabelledFile[] = []
  const conflicts: string[] = []
  for (let i = 0; i < images.length; i += AT_A_TIME) {
    stop?.throwIfAborted()
    files.push(...(await Promise.all(images.slice(i, i + AT_A_TIME).map(labelled))))
  }
  const assignment: Assignment = {
    files,
    ignored: listing.files.filter((file) => !hasImageName(file)),
    warnings: [],
    disagreements: [],
  }
  if (usable(assignment) === 0) {
    const { path: file = '', fault } = files[0] ?? {}
    throw new AcuityError(
      'labels-invalid',
      `No file in ${folder} says the class of an image in ${root}: of ${file}, ${fault?.detail ?? 'none'}.`,
    )
  }
  if (conflicts.length > 0)
    assignment.warnings.push(
      `The objects of ${conflicts.length} images are of several classes, and the images are skipped: ${listed(conflicts.toSorted(), conflicts.length)}.`,
    )
  return assignment

  async function labelled(image: string): Promise<LabelledFile> {
    const isThere = !listing.refused.has(image)
    const said = isThere ? await labelOf(image) : refusedLink()
    const [label, fault] = typeof said === 'number' ? [said, null] : [null, said]
    return { path: image, label, fault, isThere, isListed: false }
  }

  async function labelOf(image: string): Promise<number | NameFault> {
    const file = byImage.get(image)
    if (file === undefined) return faultOf('unlabelled', 'there is no annotation of it')
    const names = await namesIn(path.join(folder, file)).catch((error: unknown) =>
      faultOf('unlabelled', `${file}: ${messageOf(error)}`),
    )
    if (!Array.isArray(names)) return names
    const [name, other] = new Set(names)
    if (name === undefined) return faultOf('unlabelled', `${file} has no object`)
    if (other !== undefined) {
      const several = `its objects are of ${name} and ${other}`
      conflicts.push(`${image}: ${several}`)
      return faultOf('unlabelled', several)
    }
    const label = lookup.label(name)
    if (typeof label === 'number' && label < classes.length) return label
    const ids = idsOf(lookup.byName(name))
    return faultOf(
      'unknown-class',
      `its object ${name} ${ids === '' ? `is not one of the ${classes.length} classes` : `may be ${ids}`}`,
    )
  }
}

const namesIn = async (file: string) => namesOfObjects(await readText(file, 'annotation', MAX_BOX_FILE_BYTES))

/** The same for the annotations that were found; null where none were. */
export async function annotated(context: LabelContext): Promise<Labelled | null> {
  const { boxes } = context
  return boxes?.byImage ? label(boxes.folder, boxes.byImage, context) : null
}

/** The same for those in a folder that is stated. */
export async function annotatedIn(folder: string, context: LabelContext): Promise<Labelled> {
  const { root, listing, boxes, follow, stop } = context
  const byImage =
    boxes?.folder === folder ? boxes.byImage : await annotationsIn(folder, { files: listing.files, follow, stop })
  if (byImage && byImage.size > 0) return label(folder, byImage, context)
  throw new AcuityError(
    'labels-invalid',
    `${folder} holds neither ILSVRC2012_validation_ground_truth.txt nor an XML file of an image in ${root}, as ` +
      'ILSVRC2012_val_00000001.xml for ILSVRC2012_val_00000001.JPEG.',
  )
}

async function label(
  folder: string,
  byImage: ReadonlyMap<string, string>,
  { root, classes, listing, stop }: LabelContext,
): Promise<Labelled> {
  const assignment = await labelByAnnotations(listing, { root, folder, byImage, classes, stop })
  return { labelsFile: folder, layout: 'annotations', ...assignment }
}
