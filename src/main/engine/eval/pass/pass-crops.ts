import type { CropCacheUse, RunSettings } from '../../../../shared/run.ts'
import { CropCache, imageIdentity, type CropAttachment } from '../../crop-cache/index.ts'
import type { Database, EvaluatedRow, PendingImage } from '../../db/index.ts'
import type { QueuedImage } from './evaluate-tasks.ts'
import type { Layout } from './layout.ts'

/** A pass's part in the crop cache; one without it queues its images all the same. */
export interface PassCrops {
  /** Of each resize of the layout. */
  attachments: readonly (CropAttachment | null)[]
  queue(image: PendingImage): QueuedImage
  /** Of a resize; null where no cache is used. */
  use(resize: number): CropCacheUse | null
  /** Bytes that the caches come to take more, roughly. */
  growth: number
}

/** A run of the pass: all are of the same images. */
type Subject = Pick<EvaluatedRow, 'datasetId' | 'indexed'> & { settings: Pick<RunSettings, 'cache'> }

interface Cached {
  cache: CropCache
  found: number
}

/** Lends the caches of the dataset and each resize, which are closed when the threads of `work` are. */
export async function withCrops<T>(
  { datasetId, indexed, settings }: Subject,
  { resizes }: Pick<Layout, 'resizes'>,
  { db, folder }: { db: Database; folder: string },
  work: (crops: PassCrops) => Promise<T>,
): Promise<T> {
  const { root, images, crops } = db.datasets.get(datasetId)
  const options = { locks: db.locks, images: { dataset: images, run: indexed } }
  const opened: (Cached | null)[] = []
  try {
    for (const { resize } of resizes) {
      const key = { images: crops, root, ...resize }
      const promised = growthOf(opened)
      const cache = settings.cache ? await CropCache.open(folder, key, { ...options, promised }) : null
      opened.push(cache && { cache, found: 0 })
    }
    return await work(cropsOf(opened, settings.cache))
  } finally {
    for (const each of opened) await each?.cache.close()
  }
}

const growthOf = (opened: readonly (Cached | null)[]) =>
  opened.reduce((sum, each) => sum + (each?.cache.growth ?? 0), 0)

function cropsOf(opened: readonly (Cached | null)[], isCached: boolean): PassCrops {
  return {
    attachments: opened.map((each) => each && each.cache.attachment()),
    queue: (image) => {
      const cropIdentity = isCached ? imageIdentity(image) : null
      const cropEntries = opened.map((each) => {
        const entry = (cropIdentity !== null && each?.cache.find(cropIdentity)) || null
        if (entry && each) each.found += 1
        return entry
      })
      return { ...image, cropIdentity, cropEntries }
    },
    use: (resize) => {
      const each = opened[resize]
      return each ? { found: each.found, appended: each.cache.counts.appended, problem: each.cache.problem } : null
    },
    growth: growthOf(opened),
  }
}
