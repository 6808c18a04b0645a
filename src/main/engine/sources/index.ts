/** Where the images of datasets come from. */
export { locateSource, openSource, readSource, recogniseSource } from './kinds.ts'
export type { Images, Source } from './source.ts'
