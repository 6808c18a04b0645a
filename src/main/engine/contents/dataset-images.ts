import type { DatasetImage, DatasetRow } from '../../../shared/dataset-contents.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { Database, DatasetRow as Stored } from '../db/index.ts'

/** What a grid shows of these images, in their order; those of other datasets are left out. */
export function datasetRows(db: Database, { id }: Stored, run: number | null, images: readonly number[]): DatasetRow[] {
  return db.datasetImages
    .rows(id, run, images)
    .map(({ rank, predicted, ...row }) => ({ ...row, answer: rank === null ? null : { predicted, rank } }))
}

/**
 * Everything that is known of one image without a run.
 * @throws AcuityError `not-found` where the dataset has no such image
 */
export function datasetImage(db: Database, { id, name }: Stored, image: number): DatasetImage {
  const row = db.images.get(image)
  if (!row || db.images.identify(image)?.datasetId !== id)
    throw new AcuityError('not-found', `The dataset ${name} has no image ${image}.`)
  const { path, bytes, width, height, format, colorModel, fault, faultDetail, label } = row
  return {
    ...{ image, path, bytes, width, height, format, colorModel, fault, faultDetail },
    label: label === null ? null : (db.datasets.classes(id)[label] ?? null),
  }
}
