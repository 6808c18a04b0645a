import type { Advice } from '../../../../shared/advice.ts'
import { AcuityError } from '../../../../shared/errors.ts'
import { NO_ANSWER } from '../../../../shared/results.ts'
import type { ChosenPlacement, CropCacheUse, RunProgress, SessionSpeed, Tally } from '../../../../shared/run.ts'
import type { Damage, Database, Lock, PredictionBatch, EvaluatedRow, Skip } from '../../db/index.ts'
import { peakRss } from '../../runtime/index.ts'
import { throttled } from '../../threads/index.ts'
import type { AnswerWatch } from './answer-watch.ts'
import { accuracies, describeEvaluated } from '../describe-run.ts'
import { checkMemory } from '../memory-limit.ts'
import type { PassMeter } from './pass-meter.ts'

export interface RecorderOptions {
  db: Database
  /** The run's own: nothing is written once another process has it. */
  lock: Lock
  /** Of the pass that the run is part of. */
  meter: PassMeter
  watch: AnswerWatch
  onProgress: (progress: RunProgress) => void
}

/** What a run's network made of images, and what came of the others. */
export interface RunResult extends PredictionBatch {
  /** Canonical indices of the images' true classes. */
  labels: Int32Array
  skips: readonly Skip[]
  damages: readonly Damage[]
}

/** How often the measurements so far are written, so that a killed process loses little of them. */
export const SAVE_MS = 1_000

/** Commits a run's results, counts along, and tells at most ten times a second how far it is. */
export class RunRecorder {
  readonly #run
  readonly #isOfSweep
  readonly #db
  readonly #lock
  readonly #meter
  readonly #watch
  readonly #tally: Tally
  readonly #throttled
  #phase: RunProgress['phase'] = 'preparing'
  #saved = 0
  #session: SessionSpeed | null
  #placement: ChosenPlacement | null
  #cropCache: () => CropCacheUse | null
  #note: string | null = null

  constructor(run: EvaluatedRow, { db, lock, meter, watch, onProgress }: RecorderOptions) {
    const { images, top1Correct, top5Correct, sweep } = describeEvaluated(db, run)
    const { indexed, evaluated, unanswered, skipped } = images
    const { speed, placement, cropCache } = run.measurements
    this.#run = run
    this.#isOfSweep = sweep !== null
    this.#db = db
    this.#lock = lock
    this.#meter = meter
    this.#watch = watch
    this.#session = speed.session
    this.#placement = placement
    this.#cropCache = () => cropCache
    this.#tally = { indexed, evaluated, unanswered, skipped, top1Correct, top5Correct }
    this.#throttled = throttled(() => onProgress(this.#progress()))
  }

  enter(phase: RunProgress['phase']): void {
    this.#phase = phase
    this.#throttled(true)
  }

  placed(placement: ChosenPlacement): void {
    this.#placement = placement
  }

  sessionMeasured(speed: SessionSpeed): void {
    this.#session = speed
  }

  /** @param use what the run has had of the crop cache so far; null where it uses none */
  cropCacheUsed(use: () => CropCacheUse | null): void {
    this.#cropCache = use
  }

  /** What a reader should know of this stretch, in the place of what was noted before. */
  note(text: string): void {
    this.#note = text
  }

  /**
   * Commits what came of some images, all or nothing.
   * @throws AcuityError `busy` where the run is another's by now, `memory-limit` once that is committed
   */
  commit(result: RunResult): void {
    const { predictions, runs } = this.#db
    const { id } = this.#run
    const { ranks, skips, damages } = result
    const added = {
      evaluated: ranks.length,
      unanswered: countUnanswered(result),
      top1Correct: ranks.filter((rank) => rank === 0).length,
      top5Correct: ranks.filter((rank) => rank >= 0 && rank < 5).length,
    }
    this.#db.transaction(() => {
      if (!this.#lock.held()) throw new AcuityError('busy', `Run ${id} was taken over by another Acuity.`)
      predictions.insert(id, result)
      for (const skip of skips) predictions.skip(id, skip)
      for (const damage of damages) predictions.damage(id, damage)
      runs.count(id, added)
    })
    result.labels.forEach((label, i) => this.#watch.add(label, result.classes[i * result.k] ?? NO_ANSWER))
    this.#tally.evaluated += added.evaluated
    this.#tally.unanswered += added.unanswered
    this.#tally.skipped += skips.length
    this.#tally.top1Correct += added.top1Correct
    this.#tally.top5Correct += added.top5Correct
    if (performance.now() - this.#saved > SAVE_MS) {
      this.#save()
      if (!this.#isComplete) checkMemory(this.#run.settings.memoryLimit)
    }
    this.#throttled()
  }

  /** Writes down what was measured, and tells the last of the progress. */
  finish(): void {
    this.#save()
    this.#throttled(true)
  }

  get #isComplete(): boolean {
    const { indexed, evaluated, skipped } = this.#tally
    return evaluated + skipped >= indexed
  }

  #save(): void {
    this.#saved = performance.now()
    if (!this.#lock.held()) return
    const before = this.#run.measurements
    this.#db.runs.setMeasurements(this.#run.id, {
      speed: this.#speed,
      placement: this.#placement,
      cropCache: this.#cropCache(),
      wallSeconds: before.wallSeconds + this.#meter.seconds,
      peakRssBytes: Math.max(before.peakRssBytes ?? 0, peakRss()),
      warnings: this.#warnings(),
    })
  }

  /** What the pass measures of itself is the run's own where it is of no sweep. */
  get #speed(): RunProgress['speed'] {
    const { pipeline, decode } = this.#isOfSweep ? NOT_ITS_OWN : this.#meter.snapshot().speed
    return { pipeline, decode, session: this.#session }
  }

  #warnings(): Advice[] {
    return [...(this.#note === null ? [] : [this.#note]), ...this.#watch.warnings(this.#isComplete)]
  }

  #progress(): RunProgress {
    const { indexed, evaluated, skipped } = this.#tally
    const { pipeline } = this.#meter.snapshot().speed
    return {
      run: this.#run.id,
      phase: this.#phase,
      ...this.#tally,
      ...accuracies(this.#tally),
      speed: this.#speed,
      etaSeconds: pipeline ? (indexed - evaluated - skipped) / pipeline.fps : null,
      warnings: [...this.#run.settings.warnings, ...this.#warnings()],
    }
  }
}

const NOT_ITS_OWN = { pipeline: null, decode: null }

function countUnanswered({ k, imageIds, classes }: PredictionBatch): number {
  let count = 0
  for (let i = 0; i < imageIds.length; i++) if (classes[i * k] === NO_ANSWER) count++
  return count
}
