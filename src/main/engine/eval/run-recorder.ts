import { AcuityError } from '../../../shared/errors.ts'
import { NO_ANSWER } from '../../../shared/results.ts'
import type { RunProgress, Tally } from '../../../shared/run.ts'
import type { Database, Lock, RunRow } from '../db/index.ts'
import { throttled } from '../threads/index.ts'
import type { AnswerWatch } from './answer-watch.ts'
import { accuracies, describeRun } from './describe-run.ts'
import type { JobResult } from './evaluate-tasks.ts'
import { checkMemory } from './memory-limit.ts'
import type { SpeedMeter } from './speed-meter.ts'

export interface RecorderOptions {
  db: Database
  /** The run's own: nothing is written once another process has it. */
  lock: Lock
  meter: SpeedMeter
  watch: AnswerWatch
  onProgress: (progress: RunProgress) => void
}

/** How often the measurements so far are written, so that a killed process loses little of them. */
const SAVE_MS = 1_000

/** Commits results, counts along, and tells at most ten times a second how far the run is. */
export class RunRecorder {
  readonly #run
  readonly #db
  readonly #lock
  readonly #meter
  readonly #watch
  readonly #tally: Tally
  readonly #throttled
  #phase: RunProgress['phase'] = 'preparing'
  #saved = 0

  constructor(run: RunRow, { db, lock, meter, watch, onProgress }: RecorderOptions) {
    const { images, top1Correct, top5Correct } = describeRun(db, run)
    const { indexed, evaluated, unanswered, skipped } = images
    this.#run = run
    this.#db = db
    this.#lock = lock
    this.#meter = meter
    this.#watch = watch
    this.#tally = { indexed, evaluated, unanswered, skipped, top1Correct, top5Correct }
    this.#throttled = throttled(() => onProgress(this.#progress()))
  }

  enter(phase: RunProgress['phase']): void {
    this.#phase = phase
    this.#throttled(true)
  }

  /**
   * Commits what came of some images, all or nothing.
   * @throws AcuityError `busy` where the run is another's by now, `memory-limit` once that is committed
   */
  commit(result: JobResult): void {
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
    this.#meter.committed(result)
    result.labels.forEach((label, i) => this.#watch.add(label, result.classes[i * result.k] ?? NO_ANSWER))
    this.#tally.evaluated += added.evaluated
    this.#tally.unanswered += added.unanswered
    this.#tally.skipped += skips.length
    this.#tally.top1Correct += added.top1Correct
    this.#tally.top5Correct += added.top5Correct
    if (performance.now() - this.#saved > SAVE_MS) {
      this.#save()
      const { indexed, evaluated, skipped } = this.#tally
      if (evaluated + skipped < indexed) checkMemory(this.#run.settings.memoryLimit)
    }
    this.#throttled()
  }

  /** Writes down what was measured, and tells the last of the progress. */
  finish(): void {
    this.#save()
    this.#throttled(true)
  }

  #save(): void {
    this.#saved = performance.now()
    if (!this.#lock.held()) return
    this.#db.runs.setMeasurements(this.#run.id, { ...this.#meter.snapshot(), warnings: this.#warnings() })
  }

  #warnings(): string[] {
    const { indexed, evaluated, skipped } = this.#tally
    return this.#watch.warnings(evaluated + skipped >= indexed)
  }

  #progress(): RunProgress {
    const { indexed, evaluated, skipped } = this.#tally
    const { speed } = this.#meter.snapshot()
    return {
      run: this.#run.id,
      phase: this.#phase,
      ...this.#tally,
      ...accuracies(this.#tally),
      speed,
      etaSeconds: speed.pipeline ? (indexed - evaluated - skipped) / speed.pipeline.fps : null,
      warnings: [...this.#run.settings.warnings, ...this.#warnings()],
    }
  }
}

function countUnanswered({ k, imageIds, classes }: JobResult): number {
  let count = 0
  for (let i = 0; i < imageIds.length; i++) if (classes[i * k] === NO_ANSWER) count++
  return count
}
