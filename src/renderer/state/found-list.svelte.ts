import type { Slice } from '../../shared/found-files.ts'
import { wordError } from '../lib/word-remedy.ts'

/** Rows shown at first, and with each wish for more. */
const FIRST = 5
const MORE = 100
/** As many as the engine hands over at once. */
const AT_ONCE = 500

export type LoadFound<Row> = (slice: Required<Slice>) => Promise<{ total: number; files: Row[] }>

/** What indexing or runs found of a dataset, in the engine's order: the first few, and more as they are asked for. */
export class FoundList<Row> {
  rows = $state.raw<readonly Row[]>([])
  total = $state(0)
  failure = $state<string | null>(null)

  readonly #load: LoadFound<Row>
  #question = 0

  constructor(load: LoadFound<Row>) {
    this.#load = load
  }

  /** Asks once more for as many as are there, as where the folder was looked at again. */
  renew(): Promise<void> {
    return this.#ask(Math.max(FIRST, this.rows.length), [])
  }

  more(): Promise<void> {
    return this.#ask(this.rows.length + MORE, this.rows)
  }

  /** What comes too late for its question is dropped. */
  async #ask(wanted: number, known: readonly Row[]): Promise<void> {
    const question = ++this.#question
    const rows = [...known]
    try {
      for (let total = Infinity; rows.length < Math.min(wanted, total);) {
        const count = Math.min(AT_ONCE, wanted - rows.length)
        const page = await this.#load({ from: rows.length, count })
        if (question !== this.#question) return
        rows.push(...page.files)
        total = page.files.length < count ? rows.length : page.total
        this.total = page.total
      }
      this.rows = rows
      this.failure = null
    } catch (error) {
      if (question === this.#question) this.failure = wordError(error)
    }
  }
}
