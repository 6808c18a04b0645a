/** Remembers what was computed for a key; starts over when `limit` keys are held, so memory stays bounded. */
export class BoundedCache<Value> {
  readonly #values = new Map<string, Value>()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: string, compute: () => Value): Value {
    let value = this.#values.get(key)
    if (value === undefined) {
      value = compute()
      if (this.#values.size >= this.#limit) this.#values.clear()
      this.#values.set(key, value)
    }
    return value
  }
}
