import { existsSync } from 'node:fs'
import type { RunProgress } from '../../../shared/run.ts'
import type { Database, Lock, PendingImage, RunRow } from '../db/index.ts'
import { inputRecipe } from '../model/index.ts'
import { pump, withWorkers, workerEntry, type WorkerThread } from '../threads/index.ts'
import { imageSet } from './describe-run.ts'
import type { EvaluateTasks } from './evaluate-tasks.ts'
import type { WrappedFile } from './model-tasks.ts'
import { meanPixels } from './mean-images.ts'
import { inModelThread } from './model-thread.ts'
import { RunRecorder } from './run-recorder.ts'
import { sessionSpeed, SpeedMeter } from './speed-meter.ts'

const WARM_UP = 3
const REPETITIONS = 30
const MAX_MEASURE_MS = 3_000
/** Each worker has one batch in work and one waiting. */
const LANES = 2

export interface EvaluateContext {
  db: Database
  lock: Lock
  /** Where wrapped models are kept. */
  modelCache: string
  signal: AbortSignal
  onProgress: (progress: RunProgress) => void
}

type Worker = WorkerThread<EvaluateTasks>

/**
 * Evaluates what is left of a run: wraps its model, starts its workers, measures the session, and streams the images
 * through, committing batch by batch. An abort ends it after the batches in work, with everything committed.
 * @throws AcuityError what makes the whole run impossible; a single bad image is recorded and passed over
 */
export async function evaluateRun(run: RunRow, context: EvaluateContext): Promise<void> {
  const { db, signal } = context
  const { settings } = run
  const set = imageSet(run)
  const last = db.images.lastPath(set)
  db.predictions.skipFaults(set, run.id, last)
  const meter = new SpeedMeter(run.measurements, settings.threads)
  const recorder = new RunRecorder(run, { ...context, meter })
  recorder.enter('preparing')

  const model = await wrapModel(run, context)
  const { root } = db.datasets.get(run.datasetId)
  const entry = workerEntry('evaluate-worker', import.meta.url)
  await withWorkers<EvaluateTasks>(entry, settings.threads, async (workers) => {
    try {
      await loadModel(workers, model, run)
      if (signal.aborted) return
      recorder.enter('measuring')
      meter.sessionMeasured(await timeSessions(workers, settings.batch))
      recorder.enter('evaluating')
      meter.evaluationStarts()
      await pump(workers, LANES, batches(db, run, last, signal), async (worker, images) => {
        recorder.commit(await worker.run('evaluate', { root, images }))
      })
    } finally {
      recorder.finish()
    }
  })
}

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

async function loadModel(workers: readonly Worker[], model: WrappedFile, { settings }: RunRow): Promise<void> {
  const { recipe, batch, provider } = settings
  const input = { model, geometry: recipe, batch, session: { provider, threads: 1 } }
  await Promise.all(workers.map((worker) => worker.run('load', input)))
}

async function timeSessions(workers: readonly Worker[], batch: number) {
  const how = { warmUp: WARM_UP, repetitions: REPETITIONS, maxMs: MAX_MEASURE_MS }
  const latencies = await Promise.all(workers.map((worker) => worker.run('timeSession', how)))
  return sessionSpeed(latencies, { batch, threadsPerSession: 1, warmUp: WARM_UP })
}

/** Hands out the images not yet done, a batch at a time in order of their path. */
function batches(db: Database, run: RunRow, last: string | null, signal: AbortSignal) {
  const set = imageSet(run)
  let after = ''
  return (): PendingImage[] | null => {
    if (signal.aborted) return null
    const images = db.images.pending(set, run.id, after, last, run.settings.batch)
    after = images.at(-1)?.path ?? after
    return images.length > 0 ? images : null
  }
}
