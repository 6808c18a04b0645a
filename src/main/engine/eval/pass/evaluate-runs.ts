import path from 'node:path'
import type { Placement, RunProgress } from '../../../../shared/run.ts'
import type { SweepPlan } from '../../../../shared/sweep.ts'
import type { Database, EvaluatedRow } from '../../db/index.ts'
import { entryBeside, withPassingFolder } from '../../processes/index.ts'
import { throttled, withWorkers } from '../../threads/index.ts'
import { imageSet, runLock } from '../describe-run.ts'
import { ordersOf } from '../label-orders.ts'
import { OthersAtWork } from '../others-at-work.ts'
import { NOTHING_MEASURED } from '../prepare-run.ts'
import { AnswerWatch } from './answer-watch.ts'
import { evaluatePass, type PassContext } from './evaluate-pass.ts'
import type { EvaluateTasks } from './evaluate-tasks.ts'
import { onePass, packPasses } from './pack-passes.ts'
import { PassMeter } from './pass-meter.ts'
import { PassRun, type RunAtHand } from './pass-run.ts'
import { planSweep } from './plan-sweep.ts'
import { RunRecorder, SAVE_MS } from './run-recorder.ts'
import { candidatesFor, closeSessions, type Threads } from './settle-placement.ts'
import { wrapModel } from './wrap-model.ts'

/** Folders of what is made once and used again. */
export interface Caches {
  /** Wrapped models. */
  models: string
  /** Resized images. */
  crops: string
  /** Folders of what is removed again when the work that needs it is done. */
  scratch: string
}

/** Why a run cannot go on. */
export type Failure = { cause: unknown } | null

export interface EvaluateContext {
  db: Database
  caches: Caches
  /** Folder of what ships. */
  resources: string
  /** Whether the sessions' speed is measured: true where nothing is said. */
  isTimed?: boolean
  onProgress: (progress: RunProgress) => void
  /** Called before the first image of a sweep is evaluated. */
  onPlan: (sweep: number, plan: SweepPlan) => void
  /** Called once for each run, when no more of it is evaluated: it is done, was told to end, or failed. */
  onEnd: (run: number, failure: Failure) => void
}

/**
 * Evaluates what is left of runs: wraps their models, settles how the work is placed, measures the sessions, and streams
 * the images through, committing batch by batch. The signal of a run ends it after the batches in work, with everything
 * committed; while its model is wrapped, it fails with the signal's reason. A single bad image is recorded and passed over.
 * @param atHand one run, or several of one sweep: of the same images, provider, threads and memory
 */
export async function evaluateRuns(atHand: readonly RunAtHand[], context: EvaluateContext): Promise<void> {
  if (atHand.length === 0) return
  const open = new Map(atHand.map(({ run }) => [run.id, run]))
  const ending: Ending = {
    isOpen: (run) => open.has(run.id),
    end: (run, failure) => {
      if (open.delete(run.id)) context.onEnd(run.id, failure)
    },
  }
  try {
    await withPassingFolder(context.caches.scratch, 'run', (folder) => evaluateIn(folder, atHand, context, ending))
  } catch (cause) {
    for (const run of open.values()) ending.end(run, { cause })
  }
}

/** Each run ends once. */
interface Ending {
  isOpen: (run: EvaluatedRow) => boolean
  end: (run: EvaluatedRow, failure: Failure) => void
}

async function evaluateIn(
  folder: string,
  atHand: readonly RunAtHand[],
  context: EvaluateContext,
  ending: Ending,
): Promise<void> {
  const { db } = context
  const [first] = atHand
  if (!first) return
  const { settings, id } = first.run
  const sweep = db.sweeps.ofRun(id)
  const measurements = sweep === null ? first.run.measurements : db.sweeps.get(sweep)?.measurements
  const meter = new PassMeter(measurements ?? NOTHING_MEASURED)
  const runs = await prepareRuns(folder, atHand, meter, context, ending)
  const finish = (some: readonly PassRun[]) => {
    for (const run of some.filter((each) => ending.isOpen(each.run))) {
      run.recorder.finish()
      ending.end(run.run, run.failure)
    }
  }
  const save = () => sweep !== null && db.sweeps.setMeasurements(sweep, meter.snapshot())
  const saveAtTimes = throttled(save, SAVE_MS)
  const passContext: PassContext = {
    db,
    crops: context.caches.crops,
    isTimed: context.isTimed ?? true,
    meter,
    others: () =>
      new OthersAtWork(
        db,
        atHand.map(({ run }) => runLock(run.id)),
      ),
    last: db.images.lastPath(imageSet(first.run)),
    onDone: () => {
      saveAtTimes()
      // While others go on: the last ones end with the pass.
      if (runs.some((run) => run.isActive)) finish(runs.filter((run) => !run.isActive && run.inHand === 0))
    },
  }
  const candidates = await candidatesFor(settings, runs)
  try {
    await withThreads(candidates.candidates, async (threads) => {
      // A run by itself needs no plan, and takes what memory it needs.
      const isWeighed = sweep !== null || settings.memoryLimit !== null
      const { passes, weights } = isWeighed
        ? await packPasses(threads, runs, settings, candidates)
        : onePass(runs, candidates)
      if (sweep !== null && weights !== null)
        context.onPlan(sweep, await planSweep(threads, passes, weights, passContext))
      for (const pass of passes) {
        const postponed = await evaluatePass(pass, threads, passContext)
        await closeSessions(threads)
        finish(pass.runs.filter((run) => !postponed.includes(run)))
        if (postponed.length > 0) passes.push({ ...pass, runs: postponed })
      }
    })
  } catch (cause) {
    for (const run of runs) run.fail(cause)
  } finally {
    save()
    finish(runs)
  }
}

/** Wraps the models of runs; one that cannot be wrapped ends its run alone. */
async function prepareRuns(
  folder: string,
  atHand: readonly RunAtHand[],
  meter: PassMeter,
  { db, caches, resources, onProgress }: EvaluateContext,
  { end }: Ending,
): Promise<PassRun[]> {
  const runs: PassRun[] = []
  for (const each of atHand) {
    const { run, lock } = each
    const set = imageSet(run)
    db.predictions.skipFaults(set, run.id, db.images.lastPath(set))
    const watch = await AnswerWatch.of(db, run, await ordersOf(db, resources, run))
    const recorder = new RunRecorder(run, { db, lock, meter, watch, onProgress })
    recorder.enter('preparing')
    try {
      const target = path.join(folder, `${run.id}.onnx`)
      runs.push(new PassRun(each, await wrapModel(each, { db, models: caches.models, target }), recorder))
    } catch (cause) {
      end(run, { cause })
    }
  }
  return runs
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
