import type { NotMeasured } from '../../../shared/bench.ts'
import type { AcuityError } from '../../../shared/errors.ts'
import type { ProviderChoice } from '../../../shared/run.ts'
import { isOutOfMemory, outOfMemory } from '../runtime/index.ts'
import { isUnavailable } from './settle-providers.ts'
import type { TooLarge } from './sweep-batches.ts'

interface Where {
  provider: ProviderChoice
}

/** What a benchmark does not measure, and why; it goes on with the rest. */
export class Missed {
  readonly #batches: readonly number[]
  readonly #crops: readonly (number | null)[]
  readonly #entries: NotMeasured[] = []
  #first: AcuityError | null = null

  /** @param crops and `batches`: those asked for. A crop of null is the model's own, or all of the founding table. */
  constructor(batches: readonly number[], crops: readonly (number | null)[] = [null]) {
    this.#batches = batches
    this.#crops = crops
  }

  get entries(): NotMeasured[] {
    return this.#entries
  }

  /** What happened, once for whatever it happened to. */
  get warnings(): string[] {
    return [...new Set(this.#entries.map(({ provider, problem }) => `not measured on ${provider}: ${problem}`))]
  }

  /** A batch at which memory ran out. */
  addTooLarge({ provider }: Where, crop: number | null, { batch, instead, error }: TooLarge): void {
    const at = `a batch of ${batch}${crop === null ? '' : ` at a crop of ${crop}`}`
    const then = instead === null ? 'nor is there a smaller one that fits' : `${instead} was measured instead`
    const problem = `${at} runs out of memory (${outOfMemory(error.message)}); ${then}`
    this.#first ??= error
    this.#entries.push({ provider, crop, batch, instead, problem })
  }

  /**
   * All batches of networks that do not run on a provider, or do not even load into its memory.
   * @throws `error` where it is about something else
   */
  add({ provider }: Where, error: unknown, crops = this.#crops): void {
    if (!isUnavailable(error) && !isOutOfMemory(error)) throw error
    this.#first ??= error
    const problem = error.message.replaceAll(/\s+/g, ' ').trim()
    for (const crop of crops)
      for (const batch of this.#batches) this.#entries.push({ provider, crop, batch, instead: null, problem })
  }

  /** @throws AcuityError why the first thing was missed, where there is nothing else to tell */
  throwIfAll(measured: readonly unknown[]): void {
    if (measured.length === 0 && this.#first) throw this.#first
  }
}
