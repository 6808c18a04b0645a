import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Recipe } from '../../../shared/recipe.ts'

/** To be raised whenever decoding or resampling would give other pixels: what was cached before is then decoded anew. */
export const PIXELS_VERSION = 1

/**
 * What one cache file holds: the images of one folder, resized in one way. The crop is not part of it, so that every
 * crop that fits into the resized image shares it; nor is the dataset's fingerprint, which changes with any one of its
 * files: each image has an identity of its own, so that a changed file costs its own entry only.
 */
export const CropCacheKey = z.object({
  /** The dataset's folder. */
  root: z.string().min(1),
  ...Recipe.pick({ fit: true, resize: true, resampler: true }).shape,
})
export type CropCacheKey = z.infer<typeof CropCacheKey>

export const EXTENSION = '.crops'

/** The file of a key: one key has one file, whatever the version of its pixels. */
export function cropFileName({ root, fit, resize, resampler }: CropCacheKey): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([root, fit, resize, resampler]))
    .digest('hex')
  return `${digest.slice(0, 32)}${EXTENSION}`
}
