import { AcuityError } from '../../../shared/errors.ts'
import { loadKernel } from '../wasm/index.ts'
import { aligned, type CropWindow } from './record.ts'

const PAGE_BYTES = 64 << 10

/**
 * The memory of a WebAssembly instance: crops at its beginning, and behind them the image that they are cut from. What
 * was read is summed up there, and cut to where its crop belongs, without being copied first.
 */
export class CropMemory {
  readonly #kernel = loadKernel()
  /** Where the image's pixels begin: rows of R, G, B. */
  readonly image: number
  /** All of it; void once it grows, as views of it are. */
  #bytes = Buffer.from(this.#kernel.memory.buffer)

  /**
   * @param cropBytes room for crops
   * @throws AcuityError `memory-limit` where there is none: WebAssembly's memory has at most 4 GiB
   */
  constructor(cropBytes: number) {
    this.image = aligned(cropBytes)
    this.reserve(0)
  }

  /**
   * All of it, with room for an image of so many bytes; earlier views are void.
   * @throws AcuityError `memory-limit` where there is none
   */
  reserve(imageBytes: number): Buffer {
    const missing = this.image + imageBytes - this.#bytes.length
    if (missing > 0) {
      this.#grow(missing)
      this.#bytes = Buffer.from(this.#kernel.memory.buffer)
    }
    return this.#bytes
  }

  #grow(bytes: number): void {
    try {
      this.#kernel.memory.grow(Math.ceil(bytes / PAGE_BYTES))
    } catch (cause) {
      const needed = Math.ceil((this.#bytes.length + bytes) / 1e6)
      const text = `A thread needs ${needed} MB for the crops of a batch, and gets none: take a smaller batch or crop.`
      throw new AcuityError('memory-limit', text, { cause })
    }
  }

  /** A view of crops, by their offset in bytes. */
  crops(from: number, end: number): Uint8Array {
    return new Uint8Array(this.#bytes.buffer, from, end - from)
  }

  /** XXH64, with a seed of 0, of the image's first bytes. */
  hash(imageBytes: number): bigint {
    return BigInt.asUintN(64, this.#kernel.xxh64(this.image, imageBytes))
  }

  /** The same of other bytes; earlier views of the image are void. */
  hashOf(bytes: Uint8Array): bigint {
    this.reserve(bytes.length).set(bytes, this.image)
    return this.hash(bytes.length)
  }

  /**
   * Cuts a window out of the image.
   * @param imageWidth in pixels
   * @param target where its crop goes: window.height × window.width × 3 bytes
   */
  cut(imageWidth: number, { left, top, width, height }: CropWindow, target: number): void {
    const source = this.image + (top * imageWidth + left) * 3
    this.#kernel.copyRows(source, imageWidth * 3, height, width * 3, target)
  }
}
