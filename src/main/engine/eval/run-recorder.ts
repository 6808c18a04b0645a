import type { RunProgress, Tally } from '../../../shared/run.ts'
import type { Database, RunRow } from '../db/index.ts'
import { throttled } from '../threads/index.ts'
import { accuracies, describeRun } from './describe-run.ts'
import type { BatchResult } from './evaluate-tasks.ts'
import type { SpeedMeter } from './speed-meter.ts'

/** How often the measurements so far are written, so that a killed process loses little of them. */
const SAVE_MS = 1_000

/** Commits results, counts along, and tells at most ten times a second how far the run is. */
export class RunRecorder {
  readonly #run
  readonly #db
  readonly #meter
  readonly #tally: Tally
  readonly #throttled
  #phase: RunProgress['phase'] = 'preparing'
  #saved = 0

  constructor(run: RunRow, db: Database, meter: SpeedMeter, onProgress: (progress: RunProgress) => void) {
    const { images, top1Correct, top5Correct } = describeRun(db, run)
    const { indexed, evaluated, skipped } = images
    this.#run = run
    this.#db = db
    this.#meter = meter
    this.#tally = { indexed, evaluated, skipped, top1Correct, top5Correct }
    this.#throttled = throttled(() => onProgress(this.#progress()))
  }

  enter(phase: RunProgress['phase']): void {
    this.#phase = phase
    this.#throttled(true)
  }

  commit(result: BatchResult): void {
    const { predictions } = this.#db
    this.#db.transaction(() => {
      for (const prediction of result.predictions) predictions.insert(this.#run.id, prediction)
      for (const skip of result.skips) predictions.skip(this.#run.id, skip)
    })
    this.#meter.batchCommitted(result)
    this.#tally.evaluated += result.predictions.length
    this.#tally.skipped += result.skips.length
    for (const { rank } of result.predictions) {
      if (rank === 0) this.#tally.top1Correct++
      if (rank >= 0 && rank < 5) this.#tally.top5Correct++
    }
    if (performance.now() - this.#saved > SAVE_MS) this.save()
    this.#throttled()
  }

  save(): void {
    this.#saved = performance.now()
    this.#db.runs.setMeasurements(this.#run.id, this.#meter.snapshot())
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
    }
  }
}
