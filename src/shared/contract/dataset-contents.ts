import { z } from 'zod'
import { ClassContent, DatasetFilter, DatasetImage, DatasetRow, DatasetSizes } from '../dataset-contents.ts'
import type { Methods } from './method.ts'

const OfDataset = z.object({ dataset: z.int() })

/** What a dataset holds, to be looked at before any run. */
export const datasetContentMethods = {
  /** The images of a filter, in its order and then by path, by their ids. Their rows are asked for as they come into view. */
  'datasets.images': {
    input: OfDataset.extend(DatasetFilter.shape),
    output: z.object({ images: z.instanceof(Int32Array) }),
    page: true,
  },
  'datasets.imageRows': {
    input: OfDataset.extend({ run: z.int().nullable().default(null), images: z.array(z.int()).max(500) }),
    output: z.array(DatasetRow),
    page: true,
  },
  'datasets.image': { input: OfDataset.extend({ image: z.int() }), output: DatasetImage, page: true },
  /** One entry a class, in order of their index. */
  'datasets.classes': { input: OfDataset, output: z.array(ClassContent), page: true },
  'datasets.sizes': { input: OfDataset, output: DatasetSizes, page: true },
} satisfies Methods
