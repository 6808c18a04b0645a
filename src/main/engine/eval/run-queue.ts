import { AcuityError } from '../../../shared/errors.ts'
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
  run: number
  lock: Lock
  cancel: AbortController
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
    const { status } = findRun(db, run)
    if (status === 'done') throw new AcuityError('invalid-input', `Run ${run} is done: nothing is left to resume.`)
    const lock = db.locks.take(runLock(run), `Run ${run}`)
    const cancel = new AbortController()
    db.runs.setStatus(run, 'queued')
    const finished = this.#turn.then(() => this.#execute(run, lock, cancel.signal))
    this.#turn = finished
    this.#jobs.set(run, { run, lock, cancel, finished })
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
    const { db, modelCache, onProgress, onChange, onFinish } = this.#options
    const row = findRun(db, run)
    const status = await this.#evaluate(row, { db, modelCache, signal, onProgress })
    db.runs.setStatus(run, status.status, status.error)
    lock.release()
    this.#jobs.delete(run)
    const summary = describeRun(db, findRun(db, run))
    onChange()
    onFinish(summary)
    return summary
  }

  async #evaluate(row: RunRow, context: Parameters<typeof evaluateRun>[1]): Promise<Pick<RunRow, 'status' | 'error'>> {
    if (context.signal.aborted) return { status: 'interrupted', error: null }
    context.db.runs.setStatus(row.id, 'running')
    this.#options.onChange()
    try {
      await evaluateRun(row, context)
      return { status: isComplete(context.db, row) ? 'done' : 'interrupted', error: null }
    } catch (error) {
      return { status: 'failed', error: error instanceof Error ? error.message : String(error) }
    }
  }
}

function isComplete(db: Database, row: RunRow): boolean {
  const { indexed, evaluated, skipped } = describeRun(db, row).images
  return evaluated + skipped === indexed
}
