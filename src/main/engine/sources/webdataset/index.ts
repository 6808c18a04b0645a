/** Shards of webdataset. */
export { webdataset } from './webdataset.ts'
