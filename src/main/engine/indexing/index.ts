export { describeDataset } from './describe-dataset.ts'
export { indexDataset, type IndexContext } from './index-dataset.ts'
export { refreshDataset, requireSameLinks } from './refresh-dataset.ts'
export { reindexDataset } from './reindex-dataset.ts'
