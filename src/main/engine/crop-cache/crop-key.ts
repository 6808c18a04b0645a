import { createHash } from 'node:crypto'
import type { CropCacheKey } from '../../../shared/crop-cache.ts'

/** To be raised whenever decoding or resampling would give other pixels: what was cached before is then decoded anew. */
export const PIXELS_VERSION = 1

export const EXTENSION = '.crops'

/** The file of a key: one key has one file, whatever the version of its pixels. */
export function cropFileName({ root, fit, resize, resampler }: CropCacheKey): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([root, fit, resize, resampler]))
    .digest('hex')
  return `${digest.slice(0, 32)}${EXTENSION}`
}
