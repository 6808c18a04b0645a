import { ClearedCropCache, CropCacheLimit, CropCacheSelection, CropCacheSummary } from '../crop-cache.ts'
import { ThumbnailSummary } from '../picture.ts'
import { WrappedModels } from '../wrapped-models.ts'
import { Nothing } from './common.ts'
import type { Methods } from './method.ts'

export const cacheMethods = {
  /** The resized images that are kept, so that later runs decode nothing, and what else is made once. */
  'cache.list': {
    input: Nothing,
    output: CropCacheSummary.extend({ thumbnails: ThumbnailSummary, wrappedModels: WrappedModels }),
  },
  /** Thumbnails and wrapped models are of no dataset: they go when everything does. */
  'cache.clear': { input: CropCacheSelection, output: ClearedCropCache, writes: true },
  'cache.limit': { input: CropCacheLimit, output: CropCacheSummary, writes: true },
} satisfies Methods
