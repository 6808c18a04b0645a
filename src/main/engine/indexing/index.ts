export { datasetHandlers } from './handlers.ts'
export { indexDataset, type IndexContext } from './index-dataset.ts'
export { Indexing } from './indexing.ts'
export { requireDataset } from './require-dataset.ts'
