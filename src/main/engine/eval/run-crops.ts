import type { CropCacheUse } from '../../../shared/run.ts'
import { CropCache, imageIdentity, type CropAttachment } from '../crop-cache/index.ts'
import type { Database, PendingImage, RunRow } from '../db/index.ts'
import type { QueuedImage } from './evaluate-tasks.ts'

/** A run's part in the crop cache; a run without one queues its images all the same. */
export interface RunCrops {
  attachment: CropAttachment | null
  queue(image: PendingImage): QueuedImage
  /** Null where the run uses no cache. */
  use(): CropCacheUse | null
}

const none: RunCrops = {
  attachment: null,
  queue: (image) => ({ ...image, cropIdentity: null, cropEntry: null }),
  use: () => null,
}

/** Lends the cache of the run's dataset and recipe, which is closed when the threads of `work` are. */
export async function withCrops<T>(
  run: RunRow,
  { db, folder }: { db: Database; folder: string },
  work: (crops: RunCrops) => Promise<T>,
): Promise<T> {
  if (!run.settings.cache) return work(none)
  const { fit, resize, resampler } = run.settings.recipe
  const { root, images } = db.datasets.get(run.datasetId)
  const key = { root, fit, resize, resampler }
  const counts = { dataset: images, run: run.indexed }
  const cache = await CropCache.open(folder, key, { locks: db.locks, images: counts })
  let found = 0
  try {
    return await work({
      attachment: cache.attachment(),
      queue: (image) => {
        const identity = imageIdentity(image)
        const entry = cache.find(identity)
        if (entry) found += 1
        return { ...image, cropIdentity: identity, cropEntry: entry }
      },
      use: () => ({ found, appended: cache.counts.appended, problem: cache.problem }),
    })
  } finally {
    await cache.close()
  }
}
