import { AcuityError, serializeError } from '../../../shared/errors.ts'
import type { RunProgress, RunSummary } from '../../../shared/run.ts'
import type { Database, Lock, RunRow } from '../db/index.ts'
import { describeRun, findRun, runLock } from './describe-run.ts'
import { evaluateRun, type Caches } from './evaluate-run.ts'

export interface QueueOptions {
  db: Database
  caches: Caches
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
    const before = this.#turn
    // A run that is cancelled while it waits need not wait for its turn to be told so.
    const due = Promise.race([before, aborted(cancel.signal)])
    const finished = due.then(() => this.#execute(run, lock, cancel.signal))
    // What goes wrong with one run is told to those who wait for it, and stops no other.
    this.#turn = Promise.allSettled([before, finished])
    this.#jobs.set(run, { cancel, finished })
    onChange()
  }

  /** Whether a run is active or waits. */
  get busy(): boolean {
    return this.#jobs.size > 0
  }

  /**
   * Ends the run after the batches in work, or at once where it waits; it can be resumed. Nothing happens to a run that
   * is not active.
   * @throws AcuityError `busy` where another process has the run
   */
  cancel(run: number): void {
    const job = this.#jobs.get(run)
    if (!job && this.#options.db.locks.held(runLock(run)))
      throw new AcuityError('busy', `Run ${run} goes on in another Acuity: cancel it there.`)
    job?.cancel.abort()
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
    const { db, caches, onProgress, onChange } = this.#options
    if (signal.aborted) return { status: 'interrupted', error: null }
    try {
      db.runs.setStatus(row.id, 'running')
      onChange()
      await evaluateRun(row, { db, lock, caches, signal, onProgress })
      return { status: isComplete(db, row.id) ? 'done' : 'interrupted', error: null }
    } catch (error) {
      return { status: 'failed', error: serializeError(error) }
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function isComplete(db: Database, run: number): boolean {
  const { indexed, evaluated, skipped } = describeRun(db, findRun(db, run)).images
  return evaluated + skipped === indexed
}
