import { SvelteMap } from 'svelte/reactivity'
import type { Connection } from './connection.svelte.ts'

/** A run as far as it is known; more answers make its error another one. */
interface Wanted {
  run: number
  evaluated: number
}

/** What was counted of a run, of so many answers; null where nothing can be. */
interface Counted {
  evaluated: number
  ece: number | null
}

/**
 * Expected calibration errors of runs. Each is counted over all answers of its run, so they are asked for one after the
 * other, and but once.
 */
export class CalibrationErrors {
  readonly #counted = new SvelteMap<number, Counted>()
  readonly #connection: Pick<Connection, 'call'>
  #wanted: readonly Wanted[] = []
  #asking = false

  constructor(connection: Pick<Connection, 'call'>) {
    this.#connection = connection
  }

  /** Undefined until it was counted. */
  of(run: number): number | null | undefined {
    return this.#counted.get(run)?.ece
  }

  /** Sees to it that these are counted, the first before the others, and none that were wanted before. */
  want(runs: readonly Wanted[]): void {
    this.#wanted = runs
    if (!this.#asking) void this.#ask()
  }

  async #ask(): Promise<void> {
    this.#asking = true
    for (let next = this.#next(); next; next = this.#next())
      this.#counted.set(next.run, { evaluated: next.evaluated, ece: await this.#count(next.run) })
    this.#asking = false
  }

  readonly #next = () => this.#wanted.find(({ run, evaluated }) => this.#counted.get(run)?.evaluated !== evaluated)

  /** What cannot be counted, as of a run that is gone meanwhile, is not asked for again. */
  async #count(run: number): Promise<number | null> {
    try {
      return (await this.#connection.call('results.calibration', { run })).ece
    } catch {
      return null
    }
  }
}
