import { loadKernel } from '../wasm/index.ts'
import type { CropWindow } from './record.ts'

const PAGE_BYTES = 64 << 10

/** The memory of a WebAssembly instance: what was read into it is summed up and cut there, without being copied first. */
export class RecordMemory {
  readonly #kernel = loadKernel()
  #bytes = Buffer.from(this.#kernel.memory.buffer)

  /** Its first bytes; whatever was there before is void, and so are earlier views. */
  take(length: number): Buffer {
    const missing = length - this.#bytes.length
    if (missing > 0) {
      this.#kernel.memory.grow(Math.ceil(missing / PAGE_BYTES))
      this.#bytes = Buffer.from(this.#kernel.memory.buffer)
    }
    return this.#bytes.subarray(0, length)
  }

  /** XXH64, with a seed of 0, of the bytes from `from` up to `end`. */
  hash(from: number, end: number): bigint {
    return BigInt.asUintN(64, this.#kernel.xxh64(from, end - from))
  }

  /**
   * Cuts a window out of an image, whose pixels are overwritten.
   * @param from where the pixels begin: rows of R, G, B
   * @param imageWidth in pixels
   * @param target window.height × window.width × 3 bytes, written
   */
  cut(from: number, imageWidth: number, { left, top, width, height }: CropWindow, target: Uint8Array): void {
    const rowBytes = width * 3
    this.#kernel.copyRows(from + (top * imageWidth + left) * 3, imageWidth * 3, height, rowBytes, from)
    target.set(this.#bytes.subarray(from, from + height * rowBytes))
  }
}
