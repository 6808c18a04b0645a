import { z } from 'zod'
import { Recipe } from './recipe.ts'

/**
 * What one cache file holds: the images of a dataset and of its copies, resized in one way. The crop is not part of it, so
 * that every crop that fits into the resized image shares it; nor is the fingerprint that the dataset has now, which changes
 * with any one of its images: each has an identity of its own, so that a changed one costs its own entry only.
 */
export const CropCacheKey = z.object({
  /** The fingerprint with which the first of these datasets was indexed. */
  images: z.string().min(1),
  /** The folder of a dataset that has them; no part of what the file is found by. */
  root: z.string().min(1),
  ...Recipe.pick({
    ...{ fit: true, resize: true, resampler: true },
    ...{ centralCrop: true, centralShape: true, exifOrientation: true },
  }).shape,
})
export type CropCacheKey = z.infer<typeof CropCacheKey>

/** One file of resized images. */
export const CropCacheFile = z.object({
  file: z.string(),
  /** Null where the file is damaged, or of another version: the next run of its key begins it anew. */
  key: CropCacheKey.nullable(),
  /** The names of the datasets that have the images. */
  datasets: z.array(z.string()),
  images: z.int(),
  bytes: z.int(),
  usedAt: z.string(),
  /** A run has it open just now. */
  inUse: z.boolean(),
})
export type CropCacheFile = z.infer<typeof CropCacheFile>

/** All of the crop cache, the file first that was used last. */
export const CropCacheSummary = z.object({
  folder: z.string(),
  /** What the files may take together; beyond it, the least recently used one has to make room. */
  limitBytes: z.int(),
  totalBytes: z.int(),
  files: z.array(CropCacheFile),
})
export type CropCacheSummary = z.infer<typeof CropCacheSummary>

export const CropCacheLimit = z.object({ limitBytes: z.int().nonnegative() })

/** Without a dataset, by its name or its folder, everything is cleared. */
export const CropCacheSelection = z.object({ dataset: z.string().min(1).optional() })

/** What was removed. */
export const ClearedCropCache = z.object({ files: z.int(), bytes: z.int() })
export type ClearedCropCache = z.infer<typeof ClearedCropCache>
