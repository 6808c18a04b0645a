import type { datasetContentMethods } from '../../../shared/contract/dataset-contents.ts'
import { requireDataset } from '../indexing/index.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { classContents } from './class-contents.ts'
import { datasetImage, datasetRows } from './dataset-images.ts'
import { datasetSizes } from './dataset-sizes.ts'

export const datasetContentHandlers = ({ db }: EngineContext): Handlers<typeof datasetContentMethods> => ({
  'datasets.images': ({ dataset, ...filter }) => {
    const { id, generation } = requireDataset(db, dataset)
    return { images: Int32Array.from(db.datasetImages.ids({ datasetId: id, generation }, filter)) }
  },
  'datasets.imageRows': ({ dataset, run, images }) => datasetRows(db, requireDataset(db, dataset), run, images),
  'datasets.image': ({ dataset, image }) => datasetImage(db, requireDataset(db, dataset), image),
  'datasets.classes': ({ dataset }) => classContents(db, requireDataset(db, dataset)),
  'datasets.sizes': ({ dataset }) => datasetSizes(db, requireDataset(db, dataset)),
})
