import { BLOCK_BYTES } from './record.ts'

/** In blocks, so that 32 bits count up to 256 GiB. */
const MAX_BLOCKS = 0xffff_ffff
const AT = { next: 0, limit: 1, shut: 2, appended: 3 } as const

/**
 * Where a cache file ends, shared by all threads that append to it: each reserves its range before it writes, and so
 * none waits for another.
 */
export class SharedTail {
  readonly buffer: SharedArrayBuffer
  readonly #words: Uint32Array

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer
    this.#words = new Uint32Array(buffer)
  }

  /**
   * @param end where the next record begins
   * @param limit what no record may go beyond
   */
  static create(end: number, limit: number): SharedTail {
    const buffer = new SharedArrayBuffer(4 * Uint32Array.BYTES_PER_ELEMENT)
    const words = new Uint32Array(buffer)
    words[AT.next] = end / BLOCK_BYTES
    words[AT.limit] = Math.min(Math.floor(limit / BLOCK_BYTES), MAX_BLOCKS)
    return new SharedTail(buffer)
  }

  /** The position of `bytes`, whole blocks, that are the caller's alone; null where they go beyond the limit. */
  reserve(bytes: number): number | null {
    const blocks = bytes / BLOCK_BYTES
    for (;;) {
      const next = Atomics.load(this.#words, AT.next)
      const full = Atomics.load(this.#words, AT.shut) === 1 || next + blocks > Atomics.load(this.#words, AT.limit)
      if (full) return null
      if (Atomics.compareExchange(this.#words, AT.next, next, next + blocks) === next) return next * BLOCK_BYTES
    }
  }

  /** Lets no thread append any more. */
  shut(): void {
    Atomics.store(this.#words, AT.shut, 1)
  }

  countAppended(): void {
    Atomics.add(this.#words, AT.appended, 1)
  }

  get appended(): number {
    return Atomics.load(this.#words, AT.appended)
  }
}
