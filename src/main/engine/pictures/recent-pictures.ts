/** What was drawn or asked for last, up to so many bytes: going back to a grid draws nothing anew. */
export class RecentPictures {
  readonly #limit: number
  /** In the order of their last use. */
  readonly #pictures = new Map<string, Uint8Array<ArrayBuffer>>()
  #bytes = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: string): Uint8Array<ArrayBuffer> | undefined {
    const picture = this.#take(key)
    if (picture) this.add(key, picture)
    return picture
  }

  add(key: string, picture: Uint8Array<ArrayBuffer>): void {
    this.#take(key)
    this.#pictures.set(key, picture)
    this.#bytes += picture.byteLength
    for (const oldest of this.#pictures.keys()) {
      if (this.#bytes <= this.#limit) return
      this.#take(oldest)
    }
  }

  #take(key: string): Uint8Array<ArrayBuffer> | undefined {
    const picture = this.#pictures.get(key)
    this.#pictures.delete(key)
    this.#bytes -= picture?.byteLength ?? 0
    return picture
  }
}
