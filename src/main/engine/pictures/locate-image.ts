import { AcuityError } from '../../../shared/errors.ts'
import type { Database, ImageLocation } from '../db/index.ts'
import { exists } from '../files/index.ts'
import { openSource } from '../sources/index.ts'

/**
 * Where an image lies, or lay when it was indexed, and what it was then.
 * @throws AcuityError `not-found` for an id that is no image's
 */
export function locateImage(db: Database, image: number): ImageLocation {
  const found = db.images.locate(image)
  if (!found) throw new AcuityError('not-found', `There is no image ${image}.`)
  return found
}

/**
 * The file that an image is or lies in.
 * @throws AcuityError `not-found` also where the file is gone
 */
export async function existingImageFile(db: Database, image: number): Promise<string> {
  const location = locateImage(db, image)
  const { file } = openSource(location)(location.path)
  if (!(await exists(file))) throw fileGone(file)
  return file
}

export function fileGone(file: string): AcuityError {
  return new AcuityError('not-found', `${file} is gone: bring it back, or index the folder again.`)
}
