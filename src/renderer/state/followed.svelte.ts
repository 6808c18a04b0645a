import { messageOf } from '../../shared/errors.ts'

const INTERVAL_MS = 1000

/** Something the engine is asked for again as a run goes on: at most once a second, and never twice at a time. */
export class Followed<T> {
  /** The last answer; it stays while the next one is on its way. Null before the first. */
  value = $state.raw<T | null>(null)
  failure = $state<string | null>(null)

  readonly #load: () => Promise<T>
  #wanted: number | null = null
  #asked: number | null = null
  #waiting = false
  #lastAsked = -INTERVAL_MS

  constructor(load: () => Promise<T>) {
    this.#load = load
  }

  /** Sees to it that the value is at least as new as this many evaluated images. */
  follow(evaluated: number): void {
    this.#wanted = evaluated
    this.#keepUp()
  }

  /** Asks once more whatever is known, as after another engine has started. */
  renew(): void {
    this.#asked = null
    this.#keepUp()
  }

  #keepUp(): void {
    if (this.#waiting || this.#wanted === null || this.#wanted === this.#asked) return
    this.#waiting = true
    setTimeout(() => void this.#ask(), Math.max(0, this.#lastAsked + INTERVAL_MS - performance.now()))
  }

  async #ask(): Promise<void> {
    this.#lastAsked = performance.now()
    this.#asked = this.#wanted
    try {
      this.value = await this.#load()
      this.failure = null
    } catch (error) {
      this.failure = messageOf(error)
    }
    this.#waiting = false
    this.#keepUp()
  }
}
