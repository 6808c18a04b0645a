import type { cacheMethods } from '../../../shared/contract/caches.ts'
import { clearWrapped, describeWrapped } from '../library/index.ts'
import type { Pictures } from '../pictures/index.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { CropCaches } from './crop-caches.ts'

export function cacheHandlers({
  db,
  caches,
  pictures,
}: EngineContext & { pictures: Pictures }): Handlers<typeof cacheMethods> {
  const cropCaches = new CropCaches(db, caches.crops)
  return {
    'cache.list': async () => ({
      ...(await cropCaches.list()),
      thumbnails: pictures.keptThumbnails(),
      wrappedModels: await describeWrapped(caches.models),
    }),
    'cache.clear': async ({ dataset }) => {
      const crops = await cropCaches.clear(dataset)
      if (dataset !== undefined) return crops
      const thumbnails = pictures.clearThumbnails()
      const models = await clearWrapped(caches.models)
      return {
        files: crops.files + (thumbnails.images > 0 ? 1 : 0) + models.files,
        bytes: crops.bytes + (thumbnails.images > 0 ? thumbnails.bytes : 0) + models.bytes,
      }
    },
    'cache.limit': ({ limitBytes }) => cropCaches.limit(limitBytes),
  }
}
