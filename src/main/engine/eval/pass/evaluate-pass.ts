import type { SessionSpeed } from '../../../../shared/run.ts'
import type { Database } from '../../db/index.ts'
import { shareMemory } from '../../image/index.ts'
import { besideOthers, type OthersAtWork } from '../others-at-work.ts'
import { batchesPerJob, jobs } from './jobs.ts'
import { layOut, type Layout } from './layout.ts'
import type { Pass } from './pack-passes.ts'
import { withCrops, type PassCrops } from './pass-crops.ts'
import type { PassMeter } from './pass-meter.ts'
import type { PassRun } from './pass-run.ts'
import { PassWork, type PlacedRun } from './pass-work.ts'
import { PendingImages } from './pending-images.ts'
import { crewFor, settlePlacement, type SettledPlacement, type Threads } from './settle-placement.ts'
import { ownSlots, sharedSlots, stream, type Crew } from './stream.ts'
import { timeSessions } from './time-sessions.ts'
import { sessionTiming } from './timing.ts'

export interface PassContext {
  db: Database
  /** Folder of the crop cache. */
  crops: string
  /** Whether the sessions are timed, each by itself, before the first image. */
  isTimed: boolean
  meter: PassMeter
  /** Looks out for what else goes on, while something is measured. */
  others: () => OthersAtWork
  /** The last path of the runs' images; null where they are of the whole dataset. */
  last: string | null
  /** Called whenever all runs have answered some images. */
  onDone: () => void
}

/**
 * Evaluates runs in one pass over what is left to any of them: each image is read and decoded once, resized once to each
 * size that some of them want, and inferred by every network that it is left to. What goes wrong with one run ends that
 * one alone.
 * @returns runs whose sessions found no memory beside the others': they are left to another pass
 * @throws what ends all of them
 */
export async function evaluatePass(
  { runs: all, placements, reason }: Pass,
  threads: Threads,
  context: PassContext,
): Promise<PassRun[]> {
  const wanted = all.filter((run) => run.isActive)
  if (wanted.length === 0) return []
  const placed = await settlePlacement(threads, wanted, placements, reason)
  const crew = crewFor(placed, threads)
  const speeds: Speeds = context.isTimed ? await measureSessions(placed, crew, context) : new Map()
  const runs = placed.runs.filter((run) => run.isActive)
  if (runs.length > 0) await streamThrough(placed, crew, runs, speeds, context)
  return placed.postponed
}

type Speeds = ReadonlyMap<PassRun, SessionSpeed>

async function measureSessions(placed: SettledPlacement, crew: Crew, { others }: PassContext): Promise<Speeds> {
  const runs = placed.runs.filter((run) => run.isActive)
  for (const run of runs) run.recorder.enter('measuring')
  const { measured, disturbedBy } = await besideOthers(others(), () =>
    timeSessions(placed, crew.inferrers, runs, sessionTiming()),
  )
  for (const [run, speed] of measured) run.recorder.sessionMeasured({ ...speed, disturbedBy })
  return measured
}

async function streamThrough(
  placed: SettledPlacement,
  crew: Crew,
  runs: readonly PassRun[],
  speeds: Speeds,
  context: PassContext,
): Promise<void> {
  const [{ run: first }] = runs as [PassRun]
  const imageMs = (run: PassRun) => (speeds.get(run)?.p50Ms ?? 0) / run.batch
  const batch = Math.max(...runs.map((run) => run.batch))
  const batches = batchesPerJob(
    { kind: placed.kind, batch },
    runs.reduce((sum, run) => sum + imageMs(run), 0),
    { memoryLimit: first.settings.memoryLimit, crops: runs.map((run) => run.crop) },
  )
  const wanted = runs.map(({ run, fixedBatch }) => ({ geometry: run.settings.recipe, fixedBatch }))
  const { layout, planeOf } = layOut(wanted, batch * batches)
  const work: PlacedRun[] = runs.map((run, i) => ({ run, plane: planeOf[i] ?? 0, imageMs: imageMs(run) }))
  await withCrops(first, layout, { db: context.db, folder: context.crops }, async (crops) => {
    await openCrew(placed, crew, layout, crops, { ...context, run: first })
    for (const each of work) begin(each, layout, crops)
    const signal = {
      get aborted() {
        return !runs.some((run) => run.isActive)
      },
    }
    const isBatchFixed = runs.some((run) => run.fixedBatch !== null)
    const options = { signal, crops, batch, batches, isBatchFixed, workers: crew.decoders.length }
    const rows = runs.map(({ run }) => run)
    const take = jobs(new PendingImages(context.db, rows, context.last), options)
    const others = context.others()
    context.meter.evaluationStarts({ decoders: crew.decoders.length, inferrers: crew.inferrers.length }, others)
    try {
      await besideOthers(others, () => stream(placed, crew, new PassWork(work, context).steps(take)))
    } finally {
      context.meter.evaluationEnds()
    }
  })
}

function begin({ run, plane }: PlacedRun, { resizes }: Layout, crops: PassCrops): void {
  const resize = resizes.findIndex(({ planes }) => planes.includes(plane))
  run.recorder.cropCacheUsed(() => crops.use(resize))
  run.recorder.enter('evaluating')
}

type Opening = Pick<PassContext, 'db'> & Pick<PassRun, 'run'>

async function openCrew(
  placed: SettledPlacement,
  { decoders, inferrers }: Crew,
  layout: Layout,
  crops: PassCrops,
  { db, run }: Opening,
): Promise<void> {
  const slots = Array.from({ length: sharedSlots(placed) }, () => new SharedArrayBuffer(layout.slotBytes))
  const sharing = placed.kind === 'fused' ? decoders : [...decoders, ...inferrers]
  await Promise.all(sharing.map((worker) => worker.run('openSlots', { slots, layout })))
  const { kind, root } = db.datasets.get(run.datasetId)
  const images = {
    source: { kind, root },
    layout,
    cropCaches: crops.attachments,
    slots: ownSlots(placed),
    memory: shareMemory(run.settings.memoryLimit),
  }
  await Promise.all(decoders.map((worker) => worker.run('openImages', images)))
}
