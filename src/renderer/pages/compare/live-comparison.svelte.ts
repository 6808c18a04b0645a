import type { MeasuredSession } from '../../../shared/bench.ts'
import type { Comparison } from '../../../shared/comparison.ts'
import type { RunStatus } from '../../../shared/run.ts'
import { throttled } from '../../lib/throttled.ts'
import { wordError } from '../../lib/word-remedy.ts'
import type { Connection } from '../../state/connection.svelte.ts'

const INTERVAL_MS = 1000

/** What a comparison should know of a run, at least. */
export interface RunNews {
  run: number
  status: RunStatus
  evaluated: number
}

/** What a comparison is asked with where its runs' sessions were measured anew. */
export const measuredAs = (sessions: readonly MeasuredSession[]) =>
  sessions.length === 0 ? {} : { sessions: [...sessions] }

/**
 * A comparison that is asked for again as its runs go on: at most once a second, with one question at a time, and at
 * once where other runs are chosen.
 */
export class LiveComparison {
  /** The last answer; it stays while the next one is on its way. Null before the first. */
  value = $state.raw<Comparison | null>(null)
  failure = $state<string | null>(null)

  readonly #connection: Pick<Connection, 'call'>
  readonly #ask = throttled(() => this.#update(), INTERVAL_MS)
  #runs: readonly number[] = []
  #sessions: readonly MeasuredSession[] = []
  #engine = 0
  #known = ''

  constructor(connection: Pick<Connection, 'call'>) {
    this.#connection = connection
  }

  /**
   * Sees to it that these runs are compared, the first as the baseline, by figures at least as new as this.
   * @param engine counts the engines: a question that the last one left open is put to the next
   * @param sessions speeds in place of those that the runs have
   */
  follow(news: readonly RunNews[], engine: number, sessions: readonly MeasuredSession[] = []): void {
    const runs = news.map(({ run }) => run)
    const known = JSON.stringify([engine, news, sessions])
    if (known === this.#known) return
    const areOthers = !this.#isFor(runs)
    const hurry = engine !== this.#engine || areOthers || JSON.stringify(sessions) !== JSON.stringify(this.#sessions)
    // What was wrong with other runs says nothing of these.
    if (areOthers) this.failure = null
    this.#known = known
    this.#engine = engine
    this.#runs = runs
    this.#sessions = sessions
    this.#ask(hurry)
  }

  async #update(): Promise<void> {
    const runs = [...this.#runs]
    if (runs.length === 0) return
    try {
      const value = await this.#connection.call('runs.compare', { runs, ...measuredAs(this.#sessions) })
      if (!this.#isFor(runs)) return
      this.value = value
      this.failure = null
    } catch (error) {
      if (!this.#isFor(runs)) return
      this.failure = wordError(error)
      // Figures of other runs than those that are chosen would be taken for theirs.
      if (!this.#isFor(this.value?.rows.map(({ summary }) => summary.run) ?? [])) this.value = null
    }
  }

  /** Whether these are still the runs that are wanted, in this order. */
  #isFor(runs: readonly number[]): boolean {
    return runs.join() === this.#runs.join()
  }
}
