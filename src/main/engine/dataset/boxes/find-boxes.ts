import { stat } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError } from '../../../../shared/errors.ts'
import type { Stop } from '../../files/index.ts'
import { withoutImageEnding } from '../image-name.ts'
import { listFiles } from '../list-files.ts'
import { bareName, unambiguous } from '../lists/match-names.ts'

/** Which files say where the objects of a dataset's images lie. */
export interface BoxFiles {
  /** Absolute; the root of the dataset itself where they lie next to its images. */
  folder: string
  /** Each in the folder, by the path of its image; null where the folder that they were found in before is gone. */
  byImage: ReadonlyMap<string, string> | null
}

export interface BoxOptions {
  /** Of the dataset. */
  root: string
  /** What lies in it. */
  files: readonly string[]
  /** Where they are said to lie. */
  stated?: string | undefined
  /** Where they were found before. */
  before?: string | null | undefined
  follow: boolean
  stop?: Stop | undefined
}

/** Where ILSVRC's lie, as they are unpacked and as Kaggle has them, seen from the images' folder or one above it. */
const USUAL_PLACES = ['bbox', 'bboxes', 'Annotations/CLS-LOC', 'ILSVRC2012_bbox_val_v3', 'ILSVRC2012_bbox_train_v2']
/** Of Kaggle's ILSVRC/Data/CLS-LOC/val, they lie in ILSVRC/Annotations. */
const FOLDERS_ABOVE = 3

/**
 * Finds the files that boxes of objects are in: in the folder that is stated, else where they were before, next to the
 * images or in a usual place, the first of these that has one of an image. A file is of the image that is called the same,
 * in the same folder or, where that can mean no other, anywhere.
 * @returns null where there are none
 * @throws AcuityError `not-found` or `invalid-input` for a folder that is stated and is none, or has none of these images;
 *   `cancelled`
 */
export async function findBoxes(options: BoxOptions): Promise<BoxFiles | null> {
  const { root, files, stated, before } = options
  if (stated !== undefined) return statedBoxes(stated, options)
  const beside = nextToImages(files)
  const name = path.basename(root).replace(/\.(tar|parquet)$/i, '')
  const places = [root, ...foldersAbove(root)].flatMap((base) =>
    USUAL_PLACES.flatMap((place) => [path.join(base, place, name), path.join(base, place)]),
  )
  for (const folder of new Set([...(before ? [before] : []), root, ...places])) {
    const byImage = folder === root ? beside : await annotationsIn(folder, options).catch(unlessCancelled)
    if (byImage && byImage.size > 0) return { folder, byImage }
  }
  return before && !(await isFolder(before)) ? { folder: before, byImage: null } : null
}

async function statedBoxes(folder: string, options: BoxOptions): Promise<BoxFiles> {
  const { root, files } = options
  if (!(await isFolder(folder)))
    throw new AcuityError('not-found', `There is no folder ${folder}, which the boxes are said to lie in.`)
  const byImage = folder === root ? nextToImages(files) : await annotationsIn(folder, options)
  if (byImage && byImage.size > 0) return { folder, byImage }
  throw new AcuityError(
    'invalid-input',
    `No file in ${folder} has boxes of an image in ${root}: they are XML files that are called like the images, ` +
      'ILSVRC2012_val_00000001.xml for one.',
  )
}

const unlessCancelled = (error: unknown): null => {
  if (error instanceof AcuityError && error.code !== 'cancelled') return null
  throw error
}

const isXml = (file: string) => file.toLowerCase().endsWith('.xml')
const withoutXml = (file: string) => file.slice(0, -'.xml'.length)

function nextToImages(files: readonly string[]): Map<string, string> {
  return byPath(
    files.filter((file) => !isXml(file)),
    files.filter(isXml),
  )
}

function byPath(images: readonly string[], files: readonly string[]): Map<string, string> {
  const fileOf = new Map(files.map((file) => [withoutXml(file), file]))
  return new Map(
    images.flatMap((image) => {
      const file = fileOf.get(withoutImageEnding(image))
      return file === undefined ? [] : [[image, file] as const]
    }),
  )
}

/**
 * The XML files in a folder by the paths of the images that they are of.
 * @returns null where there is no such folder
 */
export async function annotationsIn(
  folder: string,
  { files, follow, stop }: Pick<BoxOptions, 'files' | 'follow' | 'stop'>,
): Promise<Map<string, string> | null> {
  if (!(await isFolder(folder))) return null
  const listing = await listFiles(folder, { follow, stop })
  const boxes = listing.files.filter((file) => isXml(file) && !listing.refused.has(file))
  const images = files.filter((file) => !isXml(file))
  const matched = byPath(images, boxes)
  const fileOf = unambiguous(boxes, (file) => bareName(withoutXml(file)))
  for (const [bare, image] of unambiguous(images)) {
    const file = fileOf.get(bare)
    if (file !== undefined && !matched.has(image)) matched.set(image, file)
  }
  return matched
}

const isFolder = (folder: string) =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )

function foldersAbove(root: string): string[] {
  const above: string[] = []
  for (let at = path.dirname(root); above.length < FOLDERS_ABOVE; at = path.dirname(at)) above.push(at)
  return above
}
