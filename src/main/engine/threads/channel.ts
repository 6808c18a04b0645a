/** Hands values from those who have them to those who wait, in order of both. Closed, it has none left for anyone. */
export class Channel<T> {
  readonly #values: T[]
  readonly #waiting: ((value: T | null) => void)[] = []
  #closed = false

  constructor(values: readonly T[] = []) {
    this.#values = [...values]
  }

  put(value: T): void {
    const next = this.#waiting.shift()
    if (next) next(value)
    else this.#values.push(value)
  }

  /** The next value, as soon as there is one; null once the channel is closed and empty. */
  take(): Promise<T | null> {
    const value = this.#values.shift()
    if (value !== undefined) return Promise.resolve(value)
    if (this.#closed) return Promise.resolve(null)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** No more values are put; what was put before is still taken. */
  close(): void {
    this.#closed = true
    for (const next of this.#waiting.splice(0)) next(null)
  }
}
