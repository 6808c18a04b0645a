export { describeDataset } from './describe-dataset.ts'
export { indexDataset } from './index-dataset.ts'
