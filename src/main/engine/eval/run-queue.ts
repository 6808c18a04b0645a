import { AcuityError, serializeError } from '../../../shared/errors.ts'
import type { QueueState } from '../../../shared/queue.ts'
import type { RunProgress, RunSummary } from '../../../shared/run.ts'
import { counted } from '../../../shared/text.ts'
import { explained, type Database, type Lock, type RunRow } from '../db/index.ts'
import { describeRun, findRun, runLock } from './describe-run.ts'
import { evaluateRun, type Caches } from './evaluate-run.ts'
import { RAISE_LIMIT } from './memory-limit.ts'

export interface QueueOptions {
  db: Database
  caches: Caches
  onProgress: (progress: RunProgress) => void
  /** Called whenever a run's status, or its position in the queue, changes. */
  onChange: () => void
  onFinish: (summary: RunSummary) => void
}

interface QueuedRun {
  readonly run: number
  readonly lock: Lock
  /** Rejects only where the run's outcome could not be written down. */
  readonly finished: PromiseWithResolvers<RunSummary>
  /** Ends the stretch in which it runs at present. */
  stop: AbortController
  /** Whether it is stopped only to go on later. */
  pausing: boolean
}

type Outcome = Pick<RunRow, 'status' | 'error'>

/** Runs wait in order, and go one at a time: two at once would make every speed a lie. */
export class RunQueue {
  readonly #options: QueueOptions
  readonly #waiting: QueuedRun[] = []
  #running: QueuedRun | null = null
  /** The stretch of the running one. */
  #stretch: Promise<void> = Promise.resolve()
  #paused = false
  /** Whether those that wait were left by an engine that ended, and nobody has said since that they go on. */
  #left = false
  #closed = false

  constructor(options: QueueOptions) {
    this.#options = options
  }

  /**
   * @throws AcuityError `busy` where another process has the run, `invalid-input` where nothing is left to do,
   *   `database-gone`, `cancelled` where the engine was closed meanwhile
   */
  enqueue(run: number): void {
    const { db, onChange } = this.#options
    if (this.#closed) throw new AcuityError('cancelled', 'The engine was closed.')
    db.checkFiles()
    const lock = db.locks.take(runLock(run), `Run ${run}`)
    try {
      if (findRun(db, run).status === 'done')
        throw new AcuityError('invalid-input', `Run ${run} is done: nothing is left to resume.`)
      db.runs.setStatus(run, 'queued')
    } catch (error) {
      lock.release()
      throw error
    }
    const finished = Promise.withResolvers<RunSummary>()
    // Told to those who wait for it; nobody has to.
    finished.promise.catch(() => undefined)
    this.#waiting.push({ run, lock, finished, stop: new AbortController(), pausing: false })
    onChange()
    this.#next()
  }

  /** Whether a run is active or waits. */
  get busy(): boolean {
    return this.#running !== null || this.#waiting.length > 0
  }

  get state(): QueueState {
    return {
      paused: this.#paused,
      left: this.#left,
      running: this.#running?.run ?? null,
      waiting: this.#waiting.map(({ run }) => run),
    }
  }

  /**
   * Takes up the runs that wait since an engine ended that had them, in the order in which they were made.
   * @param paused whether they wait on until {@link unpause}
   */
  takeUp(paused: boolean): void {
    const { db } = this.#options
    const left = db.runs.all().filter(({ id, status }) => status === 'queued' && !db.locks.held(runLock(id)))
    if (left.length === 0) return
    this.#paused ||= paused
    this.#left = this.#paused
    for (const { id } of left.toSorted((a, b) => a.id - b.id))
      try {
        this.enqueue(id)
      } catch (error) {
        // Another door was quicker.
        if (!(error instanceof AcuityError && error.code === 'busy')) throw error
      }
  }

  /**
   * Gives a waiting run another position among those that wait, the first being 0.
   * @throws AcuityError `not-found` where it does not wait
   */
  move(run: number, position: number): void {
    const queued = this.#takeWaiting(run)
    if (!queued) throw new AcuityError('not-found', `Run ${run} does not wait: only runs that do can be moved.`)
    this.#waiting.splice(position, 0, queued)
    this.#options.onChange()
  }

  /** The running run ends its batches in work and waits, as the first; none begins before {@link unpause}. */
  pause(): void {
    this.#paused = true
    if (this.#running) {
      this.#running.pausing = true
      this.#running.stop.abort()
    }
    this.#options.onChange()
  }

  unpause(): void {
    this.#paused = false
    this.#left = false
    this.#options.onChange()
    this.#next()
  }

  /**
   * Ends the run after the batches in work, or at once where it waits; it can be resumed. Nothing happens to a run that
   * is not active.
   * @throws AcuityError `busy` where another process has the run
   */
  cancel(run: number): void {
    const waiting = this.#takeWaiting(run)
    if (waiting) this.#end(waiting, { status: 'interrupted', error: null })
    else if (this.#running?.run === run) {
      this.#running.pausing = false
      this.#running.stop.abort()
    } else this.#cancelElsewhere(run)
  }

  /** The run's summary once it is done, interrupted or failed. */
  async wait(run: number): Promise<RunSummary> {
    const queued = [this.#running, ...this.#waiting].find((each) => each?.run === run)
    return queued ? queued.finished.promise : describeRun(this.#options.db, findRun(this.#options.db, run))
  }

  /** What waits is left to the next engine. */
  async close(): Promise<void> {
    this.#closed = true
    for (const queued of this.#waiting.splice(0)) this.#letGo(queued)
    if (this.#running) this.cancel(this.#running.run)
    await this.#stretch
  }

  #cancelElsewhere(run: number): void {
    const { db, onChange } = this.#options
    if (db.locks.held(runLock(run)))
      throw new AcuityError('busy', `Run ${run} goes on in another Acuity: cancel it there.`)
    if (db.runs.get(run)?.status !== 'queued') return
    db.runs.setStatus(run, 'interrupted')
    onChange()
  }

  #letGo({ run, lock, finished }: QueuedRun): void {
    const { db } = this.#options
    lock.release()
    try {
      finished.resolve(describeRun(db, findRun(db, run)))
    } catch (error) {
      finished.reject(explained(error, db.file))
    }
  }

  #takeWaiting(run: number): QueuedRun | undefined {
    const index = this.#waiting.findIndex((queued) => queued.run === run)
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0]
  }

  #next(): void {
    if (this.#paused || this.#running) return
    const queued = this.#waiting.shift()
    if (!queued) return
    this.#running = queued
    this.#stretch = this.#runStretch(queued)
  }

  /** What goes wrong with one run is told to those who wait for it, and stops no other. */
  async #runStretch(queued: QueuedRun): Promise<void> {
    const outcome = await this.#evaluate(queued)
    this.#running = null
    if (queued.pausing && outcome.status === 'interrupted') this.#waitAgain(queued)
    else this.#end(queued, outcome)
    this.#next()
  }

  async #evaluate({ run, lock, stop: { signal } }: QueuedRun): Promise<Outcome> {
    const { db, caches, onProgress, onChange } = this.#options
    try {
      db.checkFiles()
      const row = findRun(db, run)
      db.runs.setStatus(run, 'running')
      onChange()
      await evaluateRun(row, { db, lock, caches, signal, onProgress })
      db.checkFiles()
      return outcomeOf(db, run)
    } catch (error) {
      if (signal.aborted && error === signal.reason) return outcomeOf(db, run)
      const cause = explained(rootOf(error, db), db.file)
      // It goes on from here when there is room.
      return { status: isDiskFull(cause) ? 'interrupted' : 'failed', error: serializeError(cause) }
    }
  }

  #waitAgain(queued: QueuedRun): void {
    queued.pausing = false
    queued.stop = new AbortController()
    this.#waiting.unshift(queued)
    if (queued.lock.held()) this.#options.db.runs.setStatus(queued.run, 'queued')
    this.#options.onChange()
  }

  #end({ run, lock, finished }: QueuedRun, { status, error }: Outcome): void {
    const { db, onChange, onFinish } = this.#options
    try {
      if (lock.held()) db.runs.setStatus(run, status, error)
      lock.release()
      const summary = describeRun(db, findRun(db, run))
      onChange()
      onFinish(summary)
      finished.resolve(summary)
    } catch (failure) {
      lock.release()
      onChange()
      const cause = explained(failure, db.file)
      // Without its lock it counts as interrupted; those who wait are told why.
      if (isDiskFull(cause)) finished.resolve({ ...describeRun(db, findRun(db, run)), status, error })
      else finished.reject(cause)
    }
  }
}

/** What became of a run that was worked on without an error. */
function outcomeOf(db: Database, run: number): Outcome {
  const { images, memoryLimit } = describeRun(db, findRun(db, run))
  const { indexed, evaluated, skipped, skippedBy } = images
  if (evaluated + skipped < indexed) return { status: 'interrupted', error: null }
  if (evaluated > 0) return { status: 'done', error: null }
  const reasons = skippedBy.map(({ reason, images }) => `${images} ${reason}`).join(', ')
  const [example] = db.skippedFiles.ofRun(run, { after: '', count: 1 })
  const error = new AcuityError(
    'nothing-evaluated',
    indexed === 0
      ? `Run ${run} had no image to evaluate: its dataset has none.`
      : `Run ${run} evaluated none of its ${counted(indexed, 'image')}: ${reasons}.` +
          (example ? ` The first of them, ${example.path}: ${example.detail || example.reason}.` : '') +
          ' Put that right, index the folder again, and begin a new run.',
    { remedies: example?.reason === 'too-large' && memoryLimit !== null ? [RAISE_LIMIT] : [] },
  )
  return { status: 'failed', error: serializeError(error) }
}

const isDiskFull = (cause: unknown) => cause instanceof AcuityError && cause.code === 'disk-full'

/** Where the home is gone, whatever else goes wrong is because of that. */
function rootOf(error: unknown, db: Database): unknown {
  try {
    db.checkFiles()
    return error
  } catch (root) {
    return root
  }
}
