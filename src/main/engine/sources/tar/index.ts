/** Tar archives, by their headers. */
export { memberPath } from './member-path.ts'
export { StoredReader } from './read-stored.ts'
export { isCalledTar, isTar } from './recognise-tar.ts'
export type { Stored } from './stored.ts'
export { readTar } from './tar-archive.ts'
export { imagesOfTar } from './tar-images.ts'
export { listBeside, tar } from './tar.ts'
