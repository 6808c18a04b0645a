import type { DatasetSizes } from '../../../shared/dataset-contents.ts'
import type { Database, DatasetRow } from '../db/index.ts'
import { histogram } from './histogram.ts'

/** Sizes and formats of all images, as their headers say. */
export function datasetSizes(db: Database, { id, generation, images }: DatasetRow): DatasetSizes {
  const set = { datasetId: id, generation }
  const sizes = db.datasetImages.sizes(set)
  const measured = sizes.reduce((sum, size) => sum + size.images, 0)
  const of = (value: (size: { width: number; height: number }) => number, finest = 0) =>
    histogram(
      sizes.map((size) => ({ value: value(size), images: size.images })),
      finest,
    )
  return {
    measured,
    unmeasured: images - measured,
    histograms:
      measured === 0
        ? null
        : {
            width: of(({ width }) => width, 1),
            height: of(({ height }) => height, 1),
            megapixels: of(({ width, height }) => (width * height) / 1e6),
            ratio: of(({ width, height }) => width / height),
          },
    formats: db.datasetImages.formats(set),
  }
}
