import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import type { Database, ImageLocation } from '../db/index.ts'
import { exists } from '../files/index.ts'

/**
 * Where an image's file lies, or lay when it was indexed, and what it was then.
 * @throws AcuityError `not-found` for an id that is no image's
 */
export function locateImage(db: Database, image: number): ImageLocation & { file: string } {
  const found = db.images.locate(image)
  if (!found) throw new AcuityError('not-found', `There is no image ${image}.`)
  return { ...found, file: path.join(found.root, found.path) }
}

/** @throws AcuityError `not-found` also where the file is gone */
export async function existingImageFile(db: Database, image: number): Promise<string> {
  const { file } = locateImage(db, image)
  if (!(await exists(file))) throw fileGone(file)
  return file
}

export function fileGone(file: string): AcuityError {
  return new AcuityError('not-found', `${file} is gone: bring it back, or index the folder again.`)
}
