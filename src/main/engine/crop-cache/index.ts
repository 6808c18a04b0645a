/** The warm crop cache: resized images in packed files, so that a second evaluation decodes nothing. */
export { CropCache, type CropCacheOptions } from './crop-cache.ts'
export type { CropCacheKey } from './crop-key.ts'
export { CropStore, type CropAttachment } from './crop-store.ts'
export { imageIdentity, type IndexedImage } from './image-identity.ts'
export type { Locks } from './locks.ts'
export type { CropEntry, RgbImage } from './record.ts'
