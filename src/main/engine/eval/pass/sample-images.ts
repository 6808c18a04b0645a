import type { Geometry } from '../../../../shared/recipe.ts'
import type { Database, ImageSet, PendingImage } from '../../db/index.ts'
import { shareMemory } from '../../image/index.ts'
import { entryBeside } from '../../processes/index.ts'
import { withWorker, type WorkerThread } from '../../threads/index.ts'
import type { EvaluateTasks } from './evaluate-tasks.ts'
import { layOut, type Layout } from './layout.ts'

/** Images that are decoded to learn how long it takes: a hundredth of a second or two each, in every size. */
const SAMPLE = 12
/** Among so many, so that they are not of one class alone. */
const SAMPLED_FROM = 240

/** What is made of each image for these geometries, where a sample of them is enough. */
export const sampleLayout = (geometries: readonly Geometry[]): Layout =>
  layOut(
    geometries.map((geometry) => ({ geometry, fixedBatch: null })),
    SAMPLE,
  ).layout

/** Some of the images that are left to a run; of a run that is not there, all are. */
export function sampleOf(db: Database, set: ImageSet, run: number): PendingImage[] {
  const images = db.images.pending(set, run, '', db.images.lastPath(set), SAMPLED_FROM)
  const step = Math.max(1, Math.floor(images.length / SAMPLE))
  return images.filter((_, i) => i % step === 0).slice(0, SAMPLE)
}

/**
 * Decodes and resizes images in one thread, without a cache.
 * @returns milliseconds an image, in all sizes; 0 where none could be decoded
 */
export async function timePreparing(
  worker: WorkerThread<EvaluateTasks>,
  db: Database,
  layout: Layout,
  images: readonly PendingImage[],
  { datasetId, memoryLimit }: { datasetId: number; memoryLimit: number | null },
): Promise<number> {
  const { kind, root } = db.datasets.get(datasetId)
  const cropCaches = layout.resizes.map(() => null)
  await worker.run('openSlots', { slots: [], layout })
  const memory = shareMemory(memoryLimit)
  await worker.run('openImages', { source: { kind, root }, layout, cropCaches, slots: 1, memory })
  const queued = images.map((image) => ({ ...image, cropIdentity: null, cropEntries: [] }))
  const planes = layout.planes.map((_, plane) => plane)
  const { decodeMs, decoded } = await worker.run('crop', { slot: 0, planes, images: queued })
  return decoded === 0 ? 0 : decodeMs / decoded
}

/** The same for a dataset of which there is no run yet, in a thread of its own. */
export async function estimatePreparing(
  db: Database,
  set: ImageSet,
  geometries: readonly Geometry[],
): Promise<{ prepareMs: number; layout: Layout }> {
  const layout = sampleLayout(geometries)
  const images = sampleOf(db, set, 0)
  const entry = entryBeside('evaluate-worker', import.meta.url)
  const memoryLimit = null
  const prepareMs = await withWorker<EvaluateTasks, number>(entry, (worker) =>
    timePreparing(worker, db, layout, images, { ...set, memoryLimit }),
  )
  return { prepareMs, layout }
}
