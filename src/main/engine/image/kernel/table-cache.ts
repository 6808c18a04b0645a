/** What the kernel reads beside pixels: weights, laid out for it. */
export interface Table {
  readonly words: Int32Array
  /** The input samples read: from `start`, before `end`. */
  readonly start: number
  readonly end: number
}

/** Far more than the sizes of photographs ask for. */
const MAX_BYTES = 16 << 20

/** Remembers the table for a key; starts over when there are too many bytes of them, so that memory stays bounded. */
export class TableCache<T extends Table> {
  readonly #tables = new Map<string, T>()
  #bytes = 0

  get(key: string, compute: () => T): T {
    let table = this.#tables.get(key)
    if (table === undefined) {
      table = compute()
      if (this.#bytes + table.words.byteLength > MAX_BYTES) {
        this.#tables.clear()
        this.#bytes = 0
      }
      this.#tables.set(key, table)
      this.#bytes += table.words.byteLength
    }
    return table
  }
}
