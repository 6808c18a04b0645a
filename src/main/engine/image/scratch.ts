import { freeMemory } from './free-memory.ts'
import { checkWorkingMemory } from './limits.ts'
import type { PixelBuffer } from './pixel-buffer.ts'

/** Buffers up to this size are kept for the next image; one giant image must not pin its memory for ever. */
export const MAX_KEPT_BYTES: number = 64 << 20

/** A buffer that is used again for the next image, so that the steady state allocates nothing. */
export class Scratch implements PixelBuffer {
  readonly #keeps: number
  #buffer = new Uint8Array(0)

  /** @param keeps bytes that it may keep */
  constructor(keeps = MAX_KEPT_BYTES) {
    this.#keeps = keeps
  }

  take(length: number): Uint8Array {
    checkWorkingMemory(length)
    if (length > this.#buffer.length) {
      freeMemory(this.#buffer)
      this.#buffer = new Uint8Array(length)
    }
    return this.#buffer.subarray(0, length)
  }

  release(): void {
    if (this.#buffer.length <= this.#keeps) return
    freeMemory(this.#buffer)
    this.#buffer = new Uint8Array(0)
  }
}
