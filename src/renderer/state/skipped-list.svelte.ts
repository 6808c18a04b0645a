import type { FilePage, ListedSkip } from '../../shared/skip.ts'
import { wordError } from '../lib/word-remedy.ts'

/** Files shown at first, and with each wish for more. */
const FIRST = 5
const MORE = 100
/** As many as the engine hands over at once. */
const AT_ONCE = 500

/** The files that were left out, in order of their paths: the first few, and more as they are asked for. */
export class SkippedList {
  files = $state.raw<readonly ListedSkip[]>([])
  failure = $state<string | null>(null)

  readonly #load: (page: FilePage) => Promise<ListedSkip[]>
  #question = 0

  constructor(load: (page: FilePage) => Promise<ListedSkip[]>) {
    this.#load = load
  }

  /** Asks once more for as many as are there, as where a run has gone on or the folder was looked at again. */
  renew(): Promise<void> {
    return this.#ask(Math.max(FIRST, this.files.length))
  }

  more(): Promise<void> {
    return this.#ask(this.files.length + MORE, this.files)
  }

  /** What comes too late for its question is dropped. */
  async #ask(wanted: number, known: readonly ListedSkip[] = []): Promise<void> {
    const question = ++this.#question
    const files = [...known]
    try {
      while (files.length < wanted) {
        const count = Math.min(AT_ONCE, wanted - files.length)
        const page = await this.#load({ after: files.at(-1)?.path ?? '', count })
        files.push(...page)
        if (page.length < count) break
      }
      if (question !== this.#question) return
      this.files = files
      this.failure = null
    } catch (error) {
      if (question === this.#question) this.failure = wordError(error)
    }
  }
}
