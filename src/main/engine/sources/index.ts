/** Where the images of datasets come from. */
export { locateSource, nameOfSource, openSource, readSource, recogniseSource } from './kinds.ts'
export type { Images, Source } from './source.ts'
