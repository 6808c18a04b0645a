import {
  changeOf,
  type AnnotatedImage,
  type Annotation,
  type AnnotationChange,
  type AnnotationEdit,
  type ImageAnnotation,
  type TaggedImage,
} from '../../../shared/annotation.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { Database, ImageIdentity } from '../db/index.ts'

/** @throws AcuityError `not-found` for an id that is no image's */
export function getAnnotation(db: Database, image: number): Annotation {
  return db.annotations.get(fileOf(db, image))
}

/**
 * Writes a note or tags, and leaves what is not given as it is. A note of white space alone is none.
 * @throws AcuityError `not-found` for an id that is no image's
 */
export function setAnnotation(db: Database, image: number, { note, tags }: AnnotationChange): Annotation {
  const file = fileOf(db, image)
  return db.transaction(() => {
    if (note !== undefined) db.annotations.setNote(file, note.trim() === '' ? '' : note)
    if (tags !== undefined) db.annotations.setTags(file, tags)
    return db.annotations.get(file)
  })
}

/**
 * Tags and notes of several images at once.
 * @returns what those that it changed had before, copies of one image as one
 * @throws AcuityError `not-found` for an id that is no image's; then nothing is written
 */
export function editAnnotations(db: Database, images: readonly number[], edit: AnnotationEdit): ImageAnnotation[] {
  return db.transaction(() =>
    images.flatMap((image) => {
      const file = fileOf(db, image)
      const before = db.annotations.get(file)
      const after = changeOf(before, edit)
      if (!after) return []
      db.annotations.setNote(file, after.note)
      db.annotations.setTags(file, after.tags)
      return [{ image, ...before }]
    }),
  )
}

/**
 * Has all that is written of some images be as it is given.
 * @throws AcuityError `not-found` for an id that is no image's; then nothing is written
 */
export function putAnnotations(db: Database, annotations: readonly ImageAnnotation[]): void {
  db.transaction(() => {
    for (const { image, note, tags } of annotations) {
      const file = fileOf(db, image)
      db.annotations.setNote(file, note)
      db.annotations.setTags(file, tags)
    }
  })
}

/** The tags of those of some images that have any, in the order of the images. */
export function tagsOf(db: Database, images: readonly number[]): TaggedImage[] {
  return images.flatMap((image) => {
    const file = db.images.identify(image)
    const tags = file ? db.annotations.get(file).tags : []
    return tags.length > 0 ? [{ image, tags }] : []
  })
}

/**
 * The annotated images that a dataset holds now.
 * @throws AcuityError `not-found` for an id that is no dataset's
 */
export function listAnnotations(db: Database, dataset: number): AnnotatedImage[] {
  const found = db.datasets.find(dataset)
  if (!found) throw new AcuityError('not-found', `There is no dataset ${dataset}.`)
  return db.annotations.list(dataset, found.generation)
}

function fileOf(db: Database, image: number): ImageIdentity {
  const file = db.images.identify(image)
  if (!file) throw new AcuityError('not-found', `There is no image ${image}.`)
  return file
}
