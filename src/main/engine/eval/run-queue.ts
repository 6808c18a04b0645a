import { AcuityError, serializeError } from '../../../shared/errors.ts'
import type { RunProgress, RunSummary } from '../../../shared/run.ts'
import type { Database, Lock, RunRow } from '../db/index.ts'
import { describeRun, findRun, runLock } from './describe-run.ts'
import { evaluateRun } from './evaluate-run.ts'

export interface QueueOptions {
  db: Database
  modelCache: string
  onProgress: (progress: RunProgress) => void
  /** Called whenever a run's status changes. */
  onChange: () => void
  onFinish: (summary: RunSummary) => void
}

interface Job {
  cancel: AbortController
  /** Rejects only where the run's outcome could not be written down. */
  finished: Promise<RunSummary>
}

/** Runs wait in order, and go one at a time: two at once would make every speed a lie. */
export class RunQueue {
  readonly #options: QueueOptions
  readonly #jobs = new Map<number, Job>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: QueueOptions) {
    this.#options = options
  }

  /** @throws AcuityError `busy` where another process has the run, `invalid-input` where nothing is left to do */
  enqueue(run: number): void {
    const { db, onChange } = this.#options
    const lock = db.locks.take(runLock(run), `Run ${run}`)
    try {
      if (findRun(db, run).status === 'done')
        throw new AcuityError('invalid-input', `Run ${run} is done: nothing is left to resume.`)
      db.runs.setStatus(run, 'queued')
    } catch (error) {
      lock.release()
      throw error
    }
    const cancel = new AbortController()
    const finished = this.#turn.then(() => this.#execute(run, lock, cancel.signal))
    // What goes wrong with one run is told to those who wait for it, and stops no other.
    this.#turn = finished.catch(() => undefined)
    this.#jobs.set(run, { cancel, finished })
    onChange()
  }

  /** Ends the run after the batches in work; it can be resumed. Nothing happens to a run that is not in the queue. */
  cancel(run: number): void {
    this.#jobs.get(run)?.cancel.abort()
  }

  /** The run's summary once it is done, interrupted or failed. */
  async wait(run: number): Promise<RunSummary> {
    return (await this.#jobs.get(run)?.finished) ?? describeRun(this.#options.db, findRun(this.#options.db, run))
  }

  async close(): Promise<void> {
    for (const { cancel } of this.#jobs.values()) cancel.abort()
    await this.#turn
  }

  async #execute(run: number, lock: Lock, signal: AbortSignal): Promise<RunSummary> {
    const { db, onChange, onFinish } = this.#options
    try {
      const { status, error } = await this.#evaluate(findRun(db, run), lock, signal)
      if (lock.held()) db.runs.setStatus(run, status, error)
    } finally {
      lock.release()
      this.#jobs.delete(run)
      onChange()
    }
    const summary = describeRun(db, findRun(db, run))
    onFinish(summary)
    return summary
  }

  async #evaluate(row: RunRow, lock: Lock, signal: AbortSignal): Promise<Pick<RunRow, 'status' | 'error'>> {
    const { db, modelCache, onProgress, onChange } = this.#options
    if (signal.aborted) return { status: 'interrupted', error: null }
    try {
      db.runs.setStatus(row.id, 'running')
      onChange()
      await evaluateRun(row, { db, lock, modelCache, signal, onProgress })
      return { status: isComplete(db, row.id) ? 'done' : 'interrupted', error: null }
    } catch (error) {
      return { status: 'failed', error: serializeError(error) }
    }
  }
}

function isComplete(db: Database, run: number): boolean {
  const { indexed, evaluated, skipped } = describeRun(db, findRun(db, run)).images
  return evaluated + skipped === indexed
}
