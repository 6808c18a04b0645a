import { checkWorkingMemory } from './limits.ts'

/** Buffers up to this size are kept for the next image; one giant image must not pin its memory for ever. */
const MAX_KEPT_BYTES = 64 << 20

/** A buffer that is used again for the next image, so that the steady state allocates nothing. */
export class Scratch {
  #buffer = new Uint8Array(0)

  /** `length` bytes with whatever the last image left in them, valid until the next call. */
  take(length: number): Uint8Array {
    checkWorkingMemory(length)
    if (length > MAX_KEPT_BYTES) return new Uint8Array(length)
    if (length > this.#buffer.length) this.#buffer = new Uint8Array(length)
    return this.#buffer.subarray(0, length)
  }
}
