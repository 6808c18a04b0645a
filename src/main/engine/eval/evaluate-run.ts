import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Placement, RunProgress } from '../../../shared/run.ts'
import type { Database, Lock, RunRow } from '../db/index.ts'
import { shareMemory } from '../image/index.ts'
import { inModelProcess, meanPixels, requireModelFiles, type WrappedFile } from '../library/index.ts'
import { inputRecipe } from '../model/index.ts'
import { entryBeside, withPassingFolder } from '../processes/index.ts'
import { withWorkers } from '../threads/index.ts'
import { AnswerWatch } from './answer-watch.ts'
import { imageSet, runLock } from './describe-run.ts'
import type { EvaluateTasks, Slots } from './evaluate-tasks.ts'
import { batchesPerJob, jobs } from './jobs.ts'
import { withCrops } from './run-crops.ts'
import { besideOthers, OthersAtWork } from './others-at-work.ts'
import { RunRecorder } from './run-recorder.ts'
import { candidatesFor, crewFor, settlePlacement, timeSessions, type Threads } from './settle-placement.ts'
import { SpeedMeter } from './speed-meter.ts'
import { slotsFor, stream, type Crew } from './stream.ts'
import { sessionTiming } from './timing.ts'

/** Folders of what is made once and used again. */
export interface Caches {
  /** Wrapped models. */
  models: string
  /** Resized images. */
  crops: string
  /** Folders of what is removed again when the work that needs it is done. */
  scratch: string
}

export interface EvaluateContext {
  db: Database
  lock: Lock
  caches: Caches
  signal: AbortSignal
  onProgress: (progress: RunProgress) => void
}

/**
 * Evaluates what is left of a run: wraps its model, settles its placement, measures the session, and streams the
 * images through, committing batch by batch. An abort ends it after the batches in work, with everything committed;
 * while the model is wrapped, by throwing its reason.
 * @throws AcuityError what makes the whole run impossible; a single bad image is recorded and passed over
 */
export async function evaluateRun(run: RunRow, context: EvaluateContext): Promise<void> {
  await withPassingFolder(context.caches.scratch, 'run', (folder) => evaluateIn(folder, run, context))
}

async function evaluateIn(folder: string, run: RunRow, context: EvaluateContext): Promise<void> {
  const { db, signal } = context
  const { settings } = run
  const set = imageSet(run)
  const last = db.images.lastPath(set)
  db.predictions.skipFaults(set, run.id, last)
  const meter = new SpeedMeter(run.measurements)
  const recorder = new RunRecorder(run, { ...context, meter, watch: await AnswerWatch.of(db, run) })
  const others = () => new OthersAtWork(db, runLock(run.id))
  recorder.enter('preparing')

  const model = await wrapModel(run, context, path.join(folder, 'model.onnx'))
  const work = { model, settings }
  const options = await candidatesFor(work)
  await withCrops(run, { db, folder: context.caches.crops }, (crops) =>
    withThreads(options.candidates, async (threads) => {
      try {
        const placement = await settlePlacement(threads, work, options)
        const { batch } = placement
        meter.placed(placement)
        if (signal.aborted) return
        recorder.enter('measuring')
        const timing = { ...sessionTiming(), batch }
        const { measured: session, disturbedBy } = await besideOthers(others(), () =>
          timeSessions(placement, threads, timing),
        )
        meter.sessionMeasured({ ...session, disturbedBy })
        const crew = crewFor(placement, threads)
        const slots = makeSlots(slotsFor(placement), batch * settings.recipe.crop ** 2 * 3)
        const { kind, root } = db.datasets.get(run.datasetId)
        const batches = batchesPerJob(placement, session.p50Ms, settings)
        const room = placement.kind === 'fused' ? batches * batch : 1
        const memory = shareMemory(settings.memoryLimit)
        const source = { kind, root }
        const images = { source, geometry: settings.recipe, room, cropCache: crops.attachment, memory }
        await openCrew(crew, slots, images)
        recorder.enter('evaluating')
        const next = jobs(db, run, {
          last,
          signal,
          crops,
          batch,
          batches,
          isBatchFixed: model.batch !== 'dynamic',
          workers: crew.decoders.length,
        })
        const evaluation = others()
        meter.evaluationStarts(crew.inferrers.length, evaluation)
        await besideOthers(evaluation, () => stream(placement, crew, next, (result) => recorder.commit(result)))
      } finally {
        meter.cropCacheUsed(crops.use())
        recorder.finish()
      }
    }),
  )
}

/** Lends the threads that any of the placements needs. */
async function withThreads(placements: readonly Placement[], work: (threads: Threads) => Promise<void>): Promise<void> {
  const decoders = Math.max(...placements.map((placement) => placement.decoders))
  const sessions = placements.map(({ kind, sessions: count }) => (kind === 'split' ? count : 0))
  const entry = entryBeside('evaluate-worker', import.meta.url)
  await withWorkers<EvaluateTasks>(entry, decoders + Math.max(...sessions), (workers) =>
    work({ decoders: workers.slice(0, decoders), inferrers: workers.slice(decoders) }),
  )
}

async function openCrew(
  { decoders, inferrers }: Crew,
  slots: Slots,
  images: EvaluateTasks['openImages']['input'],
): Promise<void> {
  const sharing = slots.length > 0 ? [...decoders, ...inferrers] : []
  await Promise.all(sharing.map((worker) => worker.run('openSlots', slots)))
  await Promise.all(decoders.map((worker) => worker.run('openImages', images)))
}

const makeSlots = (count: number, bytes: number) => Array.from({ length: count }, () => new SharedArrayBuffer(bytes))

async function wrapModel(run: RunRow, { db, caches, signal }: EvaluateContext, target: string): Promise<WrappedFile> {
  const { modelFile, modelWeights, settings } = run
  const { file, weights, sha256 } = db.models.get(run.modelId)
  // The same content may have been seen under another name since, and either may be gone.
  const there = [modelFile, modelWeights].every((each) => each === null || existsSync(each))
  const source = there ? { file: modelFile, weights: modelWeights } : { file, weights }
  await requireModelFiles(run.modelName, source)
  const { layout, output, outputKind, outputScale, classOffset, classes, outputs, onlyBatch } = settings
  const recipe = inputRecipe(settings.recipe, meanPixels(db, settings.recipe))
  const scores = { outputKind, outputScale, classOffset, classes, outputs }
  const options = { recipe, layout, ...scores, batch: onlyBatch ?? ('dynamic' as const) }
  const task = { source, sha256, output, kept: caches.models, target, options }
  // It has passed its trial, under whatever limit that was.
  return inModelProcess('wrap', task, { modelMemory: Infinity, signal })
}
