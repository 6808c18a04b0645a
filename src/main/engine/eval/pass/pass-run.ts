import type { Lock, EvaluatedRow } from '../../db/index.ts'
import type { WrappedFile } from '../../library/index.ts'
import type { RunRecorder } from './run-recorder.ts'

/** A run that is to be evaluated, with its lock; its signal ends it, and no other. */
export interface RunAtHand {
  run: EvaluatedRow
  lock: Lock
  signal: AbortSignal
}

/** A run as a part of a pass: it works on until it is done, is told to end, or its network fails. */
export class PassRun {
  readonly run: EvaluatedRow
  readonly signal: AbortSignal
  readonly model: WrappedFile
  readonly recorder: RunRecorder
  /** Images at a time: less than was asked for where memory ran out. */
  batch: number
  /** Parts of jobs that it is being asked about. */
  inHand = 0
  #failure: { cause: unknown } | null = null

  constructor({ run, signal }: RunAtHand, model: WrappedFile, recorder: RunRecorder) {
    this.run = run
    this.signal = signal
    this.model = model
    this.recorder = recorder
    this.batch = run.settings.batch
  }

  /** By which threads know its session. */
  get number(): number {
    return this.run.id
  }

  get crop(): number {
    return this.run.settings.recipe.crop
  }

  get fixedBatch(): number | null {
    return this.model.batch === 'dynamic' ? null : this.model.batch
  }

  get isActive(): boolean {
    return this.#failure === null && !this.signal.aborted
  }

  /** Why it cannot go on; null where nothing is wrong. */
  get failure(): { cause: unknown } | null {
    return this.#failure
  }

  fail(cause: unknown): void {
    this.#failure ??= { cause }
  }

  /**
   * Takes half the batch from now on.
   * @returns whether there was a smaller one to take
   */
  halveBatch(): boolean {
    if (this.batch === 1 || this.fixedBatch !== null) return false
    this.batch = Math.floor(this.batch / 2)
    return true
  }

  /** The same where memory ran out, which its reader is told of. */
  ranOutOfMemory(): boolean {
    if (!this.halveBatch()) return false
    const { batch } = this.run.settings
    this.recorder.note(`Memory ran out with ${batch} images at a time: it was evaluated with ${this.batch}.`)
    return true
  }
}
