import os from 'node:os'
import type { SweepPlan } from '../../../../shared/sweep.ts'
import { imageSet } from '../describe-run.ts'
import type { PassContext } from './evaluate-pass.ts'
import type { Pass } from './pack-passes.ts'
import { withCrops } from './pass-crops.ts'
import type { PassRun } from './pass-run.ts'
import { sampleLayout, sampleOf, timePreparing } from './sample-images.ts'
import type { Threads } from './settle-placement.ts'
import type { Weights } from './weigh-runs.ts'

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

/** What a pass's images take to be prepared, as some of them show, and what its caches come to take. */
async function samplePass(
  { decoders: [worker] }: Threads,
  runs: readonly PassRun[],
  { db, crops: folder }: PassContext,
) {
  const [first] = runs
  if (!first || !worker) return { resizes: 0, cacheBytes: 0, prepareMs: 0 }
  const { run } = first
  const layout = sampleLayout(runs.map((each) => each.run.settings.recipe))
  return withCrops(run, layout, { db, folder }, async (crops) => {
    const images = sampleOf(db, imageSet(run), run.id)
    const { datasetId, settings } = run
    const decodeMs = await timePreparing(worker, db, layout, images, { ...settings, datasetId })
    const cached = images.filter((image) => crops.queue(image).cropEntries.every((entry) => entry !== null)).length
    const fresh = 1 - cached / Math.max(1, images.length)
    return { resizes: layout.resizes.length, cacheBytes: crops.growth, prepareMs: decodeMs * fresh }
  })
}
