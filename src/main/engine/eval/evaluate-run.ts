import { existsSync } from 'node:fs'
import type { RunProgress } from '../../../shared/run.ts'
import type { Database, Lock, PendingImage, RunRow } from '../db/index.ts'
import { inputRecipe } from '../model/index.ts'
import { withWorkers, workerEntry } from '../threads/index.ts'
import { imageSet } from './describe-run.ts'
import type { EvaluateTasks } from './evaluate-tasks.ts'
import { meanPixels } from './mean-images.ts'
import type { WrappedFile } from './model-tasks.ts'
import { inModelThread } from './model-thread.ts'
import { RunRecorder } from './run-recorder.ts'
import { candidatesFor, crewFor, settlePlacement, timeSessions, type Threads } from './settle-placement.ts'
import { SpeedMeter } from './speed-meter.ts'
import { slotsFor, stream } from './stream.ts'

const TIMING = { warmUp: 3, repetitions: 30, maxMs: 3_000 }

export interface EvaluateContext {
  db: Database
  lock: Lock
  /** Where wrapped models are kept. */
  modelCache: string
  signal: AbortSignal
  onProgress: (progress: RunProgress) => void
}

/**
 * Evaluates what is left of a run: wraps its model, places its work on threads, measures the session, and streams the
 * images through, committing batch by batch. An abort ends it after the batches in work, with everything committed.
 * @throws AcuityError what makes the whole run impossible; a single bad image is recorded and passed over
 */
export async function evaluateRun(run: RunRow, context: EvaluateContext): Promise<void> {
  const { db, signal } = context
  const { settings } = run
  const set = imageSet(run)
  const last = db.images.lastPath(set)
  db.predictions.skipFaults(set, run.id, last)
  const meter = new SpeedMeter(run.measurements)
  const recorder = new RunRecorder(run, { ...context, meter })
  recorder.enter('preparing')

  const model = await wrapModel(run, context)
  const work = { model, settings }
  const options = await candidatesFor(work)
  await withThreads(options.candidates, async (threads) => {
    try {
      const placement = await settlePlacement(threads, work, options)
      const { batch } = placement
      meter.placed(placement)
      if (signal.aborted) return
      recorder.enter('measuring')
      meter.sessionMeasured(await timeSessions(placement, threads, { ...TIMING, batch }))
      const crew = crewFor(placement, threads)
      const { root } = db.datasets.get(run.datasetId)
      const slots = makeSlots(slotsFor(placement), batch * settings.recipe.crop ** 2 * 3)
      await Promise.all(
        [...new Set([...crew.decoders, ...crew.inferrers])].map((worker) =>
          worker.run('openImages', { root, geometry: settings.recipe, slots }),
        ),
      )
      recorder.enter('evaluating')
      meter.evaluationStarts()
      const next = batches(db, run, { last, signal, batch })
      await stream(placement, crew, next, (result) => recorder.commit(result))
    } finally {
      recorder.finish()
    }
  })
}

/** Lends the threads that any of the placements needs. */
async function withThreads(
  placements: Awaited<ReturnType<typeof candidatesFor>>['candidates'],
  work: (threads: Threads) => Promise<void>,
): Promise<void> {
  const decoders = Math.max(...placements.map((placement) => placement.decoders))
  const sessions = placements.map(({ kind, sessions: count }) => (kind === 'split' ? count : 0))
  const entry = workerEntry('evaluate-worker', import.meta.url)
  await withWorkers<EvaluateTasks>(entry, decoders + Math.max(...sessions), (workers) =>
    work({ decoders: workers.slice(0, decoders), inferrers: workers.slice(decoders) }),
  )
}

const makeSlots = (count: number, bytes: number) => Array.from({ length: count }, () => new SharedArrayBuffer(bytes))

function wrapModel(run: RunRow, { db, modelCache }: EvaluateContext): Promise<WrappedFile> {
  const { modelFile, modelWeights, settings } = run
  const { file, weights, sha256 } = db.models.get(run.modelId)
  // The same content may have been seen under another name since, and either may be gone.
  const there = [modelFile, modelWeights].every((each) => each === null || existsSync(each))
  const source = there ? { file: modelFile, weights: modelWeights } : { file, weights }
  const { layout, outputKind, classOffset, classes, outputs } = settings
  const recipe = inputRecipe(settings.recipe, meanPixels(db, settings.recipe))
  const options = { recipe, layout, outputKind, classOffset, classes, outputs, batch: 'dynamic' } as const
  return inModelThread('wrap', { source, sha256, folder: modelCache, options })
}

interface Batching {
  last: string | null
  signal: AbortSignal
  batch: number
}

/** Hands out the images not yet done, a batch at a time in order of their path. */
function batches(db: Database, run: RunRow, { last, signal, batch }: Batching) {
  const set = imageSet(run)
  let after = ''
  return (): PendingImage[] | null => {
    if (signal.aborted) return null
    const images = db.images.pending(set, run.id, after, last, batch)
    after = images.at(-1)?.path ?? after
    return images.length > 0 ? images : null
  }
}
