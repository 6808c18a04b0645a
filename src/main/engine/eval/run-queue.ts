import { AcuityError } from '../../../shared/errors.ts'
import type { QueueState } from '../../../shared/queue.ts'
import type { EvaluatedRun, RunStatus } from '../../../shared/run.ts'
import { explained, type Database, type Lock } from '../db/index.ts'
import { describeEvaluated, findEvaluated, runLock } from './describe-run.ts'
import { evaluateRuns, type Caches, type EvaluateContext, type Failure } from './pass/evaluate-runs.ts'
import type { RunAtHand } from './pass/pass-run.ts'
import { isDiskFull, outcomeOf, type Outcome } from './run-outcome.ts'
import { runsTogether } from './runs-together.ts'

export interface QueueOptions extends Pick<EvaluateContext, 'onProgress' | 'onPlan'> {
  db: Database
  caches: Caches
  /** Folder of what ships. */
  resources: string
  /** Called whenever a run's status, or its position in the queue, changes. */
  onChange: () => void
  onFinish: (summary: EvaluatedRun) => void
}

interface QueuedRun {
  readonly run: number
  readonly lock: Lock
  /** Rejects only where the run's outcome could not be written down. */
  readonly finished: PromiseWithResolvers<EvaluatedRun>
  /** Ends the stretch in which it runs at present. */
  stop: AbortController
  /** Whether it is stopped only to go on later. */
  pausing: boolean
}

/**
 * Runs wait in order, and go one at a time, those of a sweep together: two at once would make every speed a lie.
 */
export class RunQueue {
  readonly #options: QueueOptions
  readonly #waiting: QueuedRun[] = []
  /** None, one, or several of a sweep. */
  #running: readonly QueuedRun[] = []
  /** The stretch of the running one. */
  #stretch: Promise<void> = Promise.resolve()
  #paused = false
  /** Whether those that wait were left by an engine that ended, and nobody has said since that they go on. */
  #left = false
  #closed = false
  /** Whether the next engine is to find the queue as it is: that of a window is, as it is left and come back to. */
  #isKept = false

  constructor(options: QueueOptions) {
    this.#options = options
  }

  /**
   * @throws AcuityError `busy` where another process has the run, `invalid-input` where nothing is left to do,
   *   `database-gone`, `cancelled` where the engine was closed meanwhile
   */
  enqueue(run: number): void {
    this.#add(run)
    this.#changed()
    this.#next()
  }

  /**
   * The same of several, none of which begins before all of them wait.
   * @throws AcuityError as {@link enqueue}; those before the one that it is about are queued
   */
  enqueueAll(runs: readonly number[]): void {
    try {
      for (const run of runs) this.#add(run)
    } finally {
      this.#changed()
      this.#next()
    }
  }

  #add(run: number): void {
    const { db } = this.#options
    if (this.#closed) throw new AcuityError('cancelled', 'The engine was closed.')
    db.checkFiles()
    const lock = db.locks.take(runLock(run), `Run ${run}`)
    try {
      if (findEvaluated(db, run).status === 'done')
        throw new AcuityError('invalid-input', `Run ${run} is done: nothing is left to resume.`)
      db.runs.setStatus(run, 'queued')
    } catch (error) {
      lock.release()
      throw error
    }
    const finished = Promise.withResolvers<EvaluatedRun>()
    // Told to those who wait for it; nobody has to.
    finished.promise.catch(() => undefined)
    this.#waiting.push({ run, lock, finished, stop: new AbortController(), pausing: false })
  }

  /** Whether a run is active or waits. */
  get busy(): boolean {
    return this.#running.length > 0 || this.#waiting.length > 0
  }

  get state(): QueueState {
    return {
      paused: this.#paused,
      left: this.#left,
      running: this.#running.map(({ run }) => run),
      waiting: this.#waiting.map(({ run }) => run),
    }
  }

  /**
   * Takes up the runs that wait since an engine ended that had them, in the order that they had there, others after them. From
   * now on the next engine finds this queue as it is.
   * @param paused whether they wait on until {@link unpause}, and what went on with them: where an engine died, that may be
   *   what it died of
   */
  takeUp(paused: boolean): void {
    const { db } = this.#options
    const kept = db.queue.read()
    const order = new Map(kept.runs.map((run, position) => [run, position]))
    const wentOn = (id: number, status: RunStatus) => paused && status === 'running' && order.has(id)
    const left = db.runs
      .all()
      .filter(({ id, status }) => (status === 'queued' || wentOn(id, status)) && !db.locks.held(runLock(id)))
    this.#isKept = true
    if (left.length === 0) return
    this.#paused ||= paused || kept.paused
    this.#left = this.#paused
    const place = (id: number) => order.get(id) ?? Infinity
    for (const { id } of left.toSorted((a, b) => place(a.id) - place(b.id) || a.id - b.id))
      try {
        this.#add(id)
      } catch (error) {
        // Another door was quicker.
        if (!(error instanceof AcuityError && error.code === 'busy')) throw error
      }
    this.#changed()
    this.#next()
  }

  /**
   * Gives a waiting run another position among those that wait, the first being 0.
   * @throws AcuityError `not-found` where it does not wait
   */
  move(run: number, position: number): void {
    const queued = this.#takeWaiting(run)
    if (!queued) throw new AcuityError('not-found', `Run ${run} does not wait: only runs that do can be moved.`)
    this.#waiting.splice(position, 0, queued)
    this.#changed()
  }

  /** What runs ends its batches in work and waits, as the first; none begins before {@link unpause}. */
  pause(): void {
    this.#paused = true
    for (const each of this.#running) {
      each.pausing = true
      each.stop.abort()
    }
    this.#changed()
  }

  unpause(): void {
    this.#paused = false
    this.#left = false
    this.#changed()
    this.#next()
  }

  /**
   * Ends the run after the batches in work, or at once where it waits; it can be resumed. Nothing happens to a run that
   * is not active.
   * @throws AcuityError `busy` where another process has the run
   */
  cancel(run: number): void {
    const waiting = this.#takeWaiting(run)
    const running = this.#running.find((each) => each.run === run)
    if (waiting) this.#end(waiting, { status: 'interrupted', error: null })
    else if (running) {
      running.pausing = false
      running.stop.abort()
    } else this.#cancelElsewhere(run)
  }

  /** The run's summary once it is done, interrupted or failed. */
  async wait(run: number): Promise<EvaluatedRun> {
    const queued = [...this.#running, ...this.#waiting].find((each) => each.run === run)
    return queued ? queued.finished.promise : describeEvaluated(this.#options.db, findEvaluated(this.#options.db, run))
  }

  /** What waits is left to the next engine, and what runs as well where the queue is kept. */
  async close(): Promise<void> {
    this.#closed = true
    for (const queued of this.#waiting.splice(0)) this.#letGo(queued)
    for (const each of this.#running) {
      each.pausing = this.#isKept
      each.stop.abort()
    }
    await this.#stretch
    for (const queued of this.#waiting.splice(0)) this.#letGo(queued)
  }

  /** Tells of a change; what is closed leaves to the next engine what it had. */
  #changed(): void {
    const { db, onChange } = this.#options
    const runs = [...this.#running, ...this.#waiting].map(({ run }) => run)
    try {
      if (this.#isKept && !this.#closed) db.queue.write({ runs, paused: this.#paused })
    } catch {
      // On a full disk, the next engine has an earlier order.
    }
    onChange()
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
      finished.resolve(describeEvaluated(db, findEvaluated(db, run)))
    } catch (error) {
      finished.reject(explained(error, db.file))
    }
  }

  #takeWaiting(run: number): QueuedRun | undefined {
    const index = this.#waiting.findIndex((queued) => queued.run === run)
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0]
  }

  #next(): void {
    if (this.#paused || this.#closed || this.#running.length > 0) return
    const first = this.#waiting.shift()
    if (!first) return
    this.#running = [first, ...this.#takeTogether(first)]
    this.#stretch = this.#runStretch(this.#running)
  }

  /** Of those that wait, what is evaluated in one pass with the first. */
  #takeTogether(first: QueuedRun): QueuedRun[] {
    const { db } = this.#options
    const together = new Set(
      runsTogether(
        db,
        first.run,
        this.#waiting.map(({ run }) => run),
      ),
    )
    const taken = this.#waiting.filter(({ run }) => together.has(run))
    for (const { run } of taken) this.#takeWaiting(run)
    return taken
  }

  /** What goes wrong with one run is told to those who wait for it, and stops no other. */
  async #runStretch(queued: readonly QueuedRun[]): Promise<void> {
    const { db, caches, resources, onProgress, onPlan } = this.#options
    const ended: { each: QueuedRun; outcome: Outcome }[] = []
    const isPaused = ({ each, outcome }: (typeof ended)[0]) => each.pausing && outcome.status === 'interrupted'
    const onEnd = (run: number, failure: Failure) => {
      const each = this.#running.find((one) => one.run === run)
      if (!each) return
      ended.push({ each, outcome: outcomeOf(db, each.run, isStopped(each, failure) ? null : failure) })
      // While others of them go on: the last ones end when the threads have.
      const others = this.#running.filter((one) => !ended.some(({ each: other }) => other === one))
      if (others.length === 0) return
      for (const one of ended.filter((each) => !isPaused(each))) {
        ended.splice(ended.indexOf(one), 1)
        this.#running = this.#running.filter((other) => other !== one.each)
        this.#end(one.each, one.outcome)
      }
    }
    const atHand: RunAtHand[] = []
    for (const { run, lock, stop } of queued)
      try {
        db.checkFiles()
        atHand.push({ run: findEvaluated(db, run), lock, signal: stop.signal })
        db.runs.setStatus(run, 'running')
      } catch (cause) {
        onEnd(run, { cause })
      }
    this.#changed()
    await evaluateRuns(atHand, { db, caches, resources, onProgress, onPlan, onEnd })
    this.#running = []
    for (const { each, outcome } of ended.filter((one) => !isPaused(one))) this.#end(each, outcome)
    for (const { each } of ended.filter(isPaused).toReversed()) this.#waitAgain(each)
    this.#next()
  }

  #waitAgain(queued: QueuedRun): void {
    queued.pausing = false
    queued.stop = new AbortController()
    this.#waiting.unshift(queued)
    if (queued.lock.held()) this.#options.db.runs.setStatus(queued.run, 'queued')
    this.#changed()
  }

  #end({ run, lock, finished }: QueuedRun, { status, error }: Outcome): void {
    const { db, onFinish } = this.#options
    try {
      if (lock.held()) db.runs.setStatus(run, status, error)
      lock.release()
      const summary = describeEvaluated(db, findEvaluated(db, run))
      this.#changed()
      onFinish(summary)
      finished.resolve(summary)
    } catch (failure) {
      lock.release()
      this.#changed()
      const cause = explained(failure, db.file)
      // Without its lock it counts as interrupted; those who wait are told why.
      if (isDiskFull(cause)) finished.resolve({ ...describeEvaluated(db, findEvaluated(db, run)), status, error })
      else finished.reject(cause)
    }
  }
}

/** Whether all that went wrong is that it was told to end. */
const isStopped = ({ stop: { signal } }: QueuedRun, failure: Failure) =>
  failure !== null && signal.aborted && failure.cause === signal.reason
