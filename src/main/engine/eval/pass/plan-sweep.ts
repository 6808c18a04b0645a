import os from 'node:os'
import type { SweepPlan } from '../../../../shared/sweep.ts'
import { shareMemory } from '../../image/index.ts'
import type { PassContext } from './evaluate-pass.ts'
import { layOut } from './layout.ts'
import type { Pass } from './pack-passes.ts'
import { withCrops } from './pass-crops.ts'
import type { PassRun } from './pass-run.ts'
import { PendingImages } from './pending-images.ts'
import type { Threads } from './settle-placement.ts'
import type { Weights } from './weigh-runs.ts'

/** Images that are decoded to learn how long it takes: a hundredth of a second or two each, in every size. */
const SAMPLE = 12
/** Among so many, so that they are not of one class alone. */
const SAMPLED_FROM = 240

/**
 * What evaluating passes takes: by what each network took for an image when it was weighed, and what some of the images
 * take to be decoded and resized now.
 */
export async function planSweep(
  threads: Threads,
  passes: readonly Pass[],
  { imageMs }: Weights,
  context: PassContext,
): Promise<SweepPlan> {
  const { db } = context
  const all = passes.flatMap(({ runs }) => runs)
  const left = ({ run }: PassRun) =>
    run.indexed - run.evaluated - db.predictions.skipsByReason(run.id).reduce((sum, { images }) => sum + images, 0)
  const plan: SweepPlan = { passes: [], images: Math.max(0, ...all.map(left)), resizes: 0, cacheBytes: 0, seconds: 0 }
  for (const { runs, placements, bytes } of passes) {
    const { resizes, cacheBytes, prepareMs } = await samplePass(threads, runs, context)
    const networkMs = runs.reduce((sum, run) => sum + (imageMs.get(run) ?? 0), 0)
    const [{ kind, decoders }] = placements.candidates
    const cores = Math.min(decoders, os.availableParallelism())
    const ms = kind === 'fused' ? (prepareMs + networkMs) / cores : Math.max(prepareMs / cores, networkMs)
    plan.passes.push({ runs: runs.map(({ run }) => run.id), memoryBytes: bytes ?? 0 })
    plan.resizes += resizes
    plan.cacheBytes += cacheBytes
    plan.seconds += (ms * Math.max(0, ...runs.map(left))) / 1000
  }
  return plan
}

/** Decodes some of a pass's images in one thread, without the cache. */
async function samplePass(
  { decoders: [worker] }: Threads,
  runs: readonly PassRun[],
  { db, crops: folder, last }: PassContext,
) {
  const [first] = runs
  if (!first || !worker) return { resizes: 0, cacheBytes: 0, prepareMs: 0 }
  const { run } = first
  const { layout } = layOut(
    runs.map((each) => ({ geometry: each.run.settings.recipe, fixedBatch: null })),
    SAMPLE,
  )
  return withCrops(run, layout, { db, folder }, async (crops) => {
    const pending = new PendingImages(db, [run], last)
    const images = Array.from({ length: SAMPLED_FROM }, () => pending.next()).filter((left) => left !== null)
    const step = Math.max(1, Math.floor(images.length / SAMPLE))
    const sample = images.filter((_, i) => i % step === 0).slice(0, SAMPLE)
    const queued = sample.map(({ image }) => ({ ...image, cropIdentity: null, cropEntries: [] }))
    const { kind, root } = db.datasets.get(run.datasetId)
    const cropCaches = layout.resizes.map(() => null)
    const memory = shareMemory(run.settings.memoryLimit)
    await worker.run('openSlots', { slots: [], layout })
    await worker.run('openImages', { source: { kind, root }, layout, cropCaches, slots: 1, memory })
    const { decodeMs, decoded } = await worker.run('crop', {
      slot: 0,
      planes: layout.planes.map((_, i) => i),
      images: queued,
    })
    const ofCache = sample.filter(({ image }) => crops.queue(image).cropEntries.every((entry) => entry !== null)).length
    const fresh = 1 - ofCache / Math.max(1, sample.length)
    return {
      resizes: layout.resizes.length,
      cacheBytes: crops.growth,
      prepareMs: decoded === 0 ? 0 : (decodeMs / decoded) * fresh,
    }
  })
}
