import { wordError } from '../lib/word-remedy.ts'

/** The answer to the last question. It stays until the next one comes; what comes too late for its question is dropped. */
export class Latest<T> {
  value = $state.raw<T | null>(null)
  failure = $state<string | null>(null)
  #question = 0

  async ask(answer: Promise<T>): Promise<void> {
    const question = ++this.#question
    try {
      const value = await answer
      if (question !== this.#question) return
      this.value = value
      this.failure = null
    } catch (error) {
      if (question === this.#question) this.failure = wordError(error)
    }
  }
}
