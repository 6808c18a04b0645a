import { SvelteMap } from 'svelte/reactivity'
import type { ComparisonRow, PairedTest } from '../../../shared/comparison.ts'
import { wordError } from '../../lib/word-remedy.ts'
import type { Connection } from '../../state/connection.svelte.ts'

type Row = Pick<ComparisonRow, 'summary'>

/** Paired tests of runs, each with each. A run against all that come after it is one question; they are put in turn. */
export class AllPairs {
  failure = $state<string | null>(null)

  readonly #tests = new SvelteMap<string, PairedTest | null>()
  readonly #connection: Pick<Connection, 'call'>
  #rows: readonly Row[] = []
  #asking = false

  constructor(connection: Pick<Connection, 'call'>) {
    this.#connection = connection
  }

  /** Sees to it that these are tested, by figures as new as theirs: once more as one of them has gone on. */
  follow(rows: readonly Row[]): void {
    this.#rows = rows
    if (!this.#asking) void this.#ask()
  }

  /** The test of a run against another one; null where they share no image, undefined until it is known. */
  of(run: number, against: number): PairedTest | null | undefined {
    const test = this.#tests.get(keyOf(against, run))
    if (test !== undefined) return test
    const turned = this.#tests.get(keyOf(run, against))
    return turned ? { ...turned, onlyBaseline: turned.onlyThis, onlyThis: turned.onlyBaseline } : turned
  }

  async #ask(): Promise<void> {
    this.#asking = true
    try {
      for (let asked = ''; asked !== figuresOf(this.#rows);) {
        asked = figuresOf(this.#rows)
        await this.#testEach(this.#rows)
      }
      this.failure = null
    } catch (error) {
      this.failure = wordError(error)
    }
    this.#asking = false
  }

  async #testEach(rows: readonly Row[]): Promise<void> {
    const runs = rows.map(({ summary }) => summary.run)
    for (const [place, against] of runs.entries()) {
      const others = runs.slice(place + 1)
      // What other runs have been chosen for meanwhile is asked first.
      if (others.length === 0 || !isOf(runs, this.#rows)) return
      const compared = await this.#connection.call('runs.compare', { runs: [against, ...others] })
      for (const { summary, baseline, paired } of compared.rows)
        if (!baseline) this.#tests.set(keyOf(against, summary.run), paired)
    }
  }
}

const keyOf = (against: number, run: number) => `${against} ${run}`

const figuresOf = (rows: readonly Row[]) =>
  JSON.stringify(rows.map(({ summary }) => [summary.run, summary.images.evaluated]))

const isOf = (runs: readonly number[], rows: readonly Row[]) =>
  runs.join() === rows.map(({ summary }) => summary.run).join()
