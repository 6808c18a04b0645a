import { throttled } from '../lib/throttled.ts'
import { wordError } from '../lib/word-remedy.ts'

const INTERVAL_MS = 1000

/** Something the engine is asked for again as a run goes on: at most once a second. */
export class Followed<T> {
  /** The last answer; it stays while the next one is on its way. Null before the first, where nothing stands in for it. */
  value: T | null
  failure = $state<string | null>(null)

  readonly #load: () => Promise<T>
  readonly #ask = throttled(() => this.#update(), INTERVAL_MS)
  #evaluated: number | null = null
  #changes = 0

  /** @param standIn shown until the first answer comes */
  constructor(load: () => Promise<T>, standIn: T | null = null) {
    this.#load = load
    this.value = $state.raw(standIn)
  }

  /**
   * Sees to it that the value is at least as new as this many evaluated images.
   * @param changes counts what else has made it another since; as before where it is not said
   */
  follow(evaluated: number, changes = this.#changes): void {
    if (evaluated === this.#evaluated && changes === this.#changes) return
    this.#evaluated = evaluated
    this.#changes = changes
    this.#ask()
  }

  /** Asks once more whatever is known, as after another engine has started. */
  renew(): void {
    if (this.#evaluated !== null) this.#ask()
  }

  async #update(): Promise<void> {
    try {
      this.value = await this.#load()
      this.failure = null
    } catch (error) {
      this.failure = wordError(error)
    }
  }
}
