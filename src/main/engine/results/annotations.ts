import type { AnnotatedImage, Annotation, AnnotationChange } from '../../../shared/annotation.ts'
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
