import type { AcuityError } from '../../../shared/errors.ts'
import { isOutOfMemory } from '../runtime/index.ts'

/** What measures. */
export interface Prepared<T> {
  /** Those to be measured: what was asked for, or the one that a model fixes. */
  batches: readonly number[]
  /** Whether others can be measured as well. */
  divisible: boolean
  measure: (batch: number) => Promise<T>
}

/** A batch that memory did not hold, and the one that was measured in its stead. */
export interface TooLarge {
  batch: number
  instead: number | null
  /** What was thrown at this batch, or at a smaller one before it. */
  error: AcuityError
}

/**
 * Measures at every batch; at half of it where memory runs out, and so on down to 1. No batch is measured twice, and
 * none is tried that is larger than one that failed.
 * @param prepare lends what measures: again after each failure, for an arena that has failed once asks for ever larger
 * pieces, and keeps what it gets
 * @throws what `prepare` throws, and whatever is not for want of memory
 */
export async function sweepBatches<T>(
  prepare: (use: (prepared: Prepared<T>) => Promise<void>) => Promise<void>,
): Promise<{ measured: T[]; tooLarge: TooLarge[] }> {
  const sweep = new Sweep<T>()
  do
    await prepare(async ({ batches, divisible, measure }) => {
      sweep.begin(batches, divisible)
      for (let batch = sweep.next; batch !== undefined; batch = sweep.next) {
        try {
          sweep.succeeded(batch, await measure(batch))
        } catch (error) {
          if (!isOutOfMemory(error)) throw error
          sweep.failed(batch, error)
          return
        }
      }
    })
  while (sweep.next !== undefined)
  return sweep.outcome
}

class Sweep<T> {
  #asked: readonly number[] | null = null
  /** Smaller ones are tried instead of the one that failed; the first is neither measured nor known to fail. */
  #due: number[] = []
  #divisible = true
  readonly #measured = new Map<number, T>()
  readonly #failed = new Map<number, AcuityError>()

  begin(batches: readonly number[], divisible: boolean): void {
    if (this.#asked) return
    this.#asked = batches
    this.#due = [...batches]
    this.#divisible = divisible
  }

  get next(): number | undefined {
    return this.#due[0]
  }

  succeeded(batch: number, result: T): void {
    this.#measured.set(batch, result)
    this.#advance()
  }

  failed(batch: number, error: AcuityError): void {
    this.#fail(batch, error)
    this.#advance()
  }

  get outcome(): { measured: T[]; tooLarge: TooLarge[] } {
    const tooLarge = [...this.#failed].filter(([batch]) => this.#asked?.includes(batch))
    return {
      measured: [...this.#measured.values()],
      tooLarge: tooLarge.map(([batch, error]) => ({ batch, instead: this.#instead(batch), error })),
    }
  }

  /** Takes from the queue's head what is settled already. */
  #advance(): void {
    for (let batch = this.next; batch !== undefined; batch = this.next) {
      const failed = this.#failure(batch)
      if (failed && !this.#failed.has(batch)) this.#fail(batch, failed)
      else if (failed || this.#measured.has(batch)) this.#due.shift()
      else return
    }
  }

  #fail(batch: number, error: AcuityError): void {
    this.#failed.set(batch, error)
    if (this.#divisible && batch > 1) this.#due.splice(1, 0, halfOf(batch))
  }

  /** Why the batch, or a smaller one, failed. */
  #failure(batch: number): AcuityError | undefined {
    return [...this.#failed].find(([smaller]) => smaller <= batch)?.[1]
  }

  #instead(batch: number): number | null {
    for (let half = halfOf(batch); half >= 1; half = halfOf(half)) if (this.#measured.has(half)) return half
    return null
  }
}

const halfOf = (batch: number) => Math.floor(batch / 2)
