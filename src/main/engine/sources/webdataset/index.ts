/** Shards of webdataset. */
export { isRange } from './shards.ts'
export { webdataset } from './webdataset.ts'
