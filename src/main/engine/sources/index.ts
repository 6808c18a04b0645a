/** Where the images of datasets come from: today a folder of files. */
export { openSource, readSource, recogniseSource } from './kinds.ts'
export type { Images, Source } from './source.ts'
