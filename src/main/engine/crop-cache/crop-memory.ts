import { loadKernel } from '../wasm/index.ts'
import { aligned, RECORD_HEADER_BYTES, type CropWindow } from './record.ts'

const PAGE_BYTES = 64 << 10

/**
 * The memory of a WebAssembly instance: crops at its beginning, and behind them the record that is being read. What was
 * read is summed up there, and cut to where its crop belongs, without being copied first.
 */
export class CropMemory {
  readonly #kernel = loadKernel()
  /** Where a record's bytes begin. */
  readonly record: number
  /** All of it; void once it grows, as views of it are. */
  #bytes = Buffer.alloc(0)
  #header = this.#bytes

  /** @param cropBytes room for crops */
  constructor(cropBytes: number) {
    this.record = aligned(cropBytes)
    this.reserve(RECORD_HEADER_BYTES)
  }

  /** All of it, with room for a record of so many bytes; earlier views are void. */
  reserve(recordBytes: number): Buffer {
    const missing = this.record + recordBytes - this.#bytes.length
    if (missing > 0) {
      this.#kernel.memory.grow(Math.ceil(missing / PAGE_BYTES))
      this.#bytes = Buffer.from(this.#kernel.memory.buffer)
      this.#header = this.#bytes.subarray(this.record, this.record + RECORD_HEADER_BYTES)
    }
    return this.#bytes
  }

  /** A record's first bytes. */
  get header(): Buffer {
    return this.#header
  }

  /** A view of crops, by their place in bytes. */
  crops(from: number, end: number): Uint8Array {
    return new Uint8Array(this.#bytes.buffer, from, end - from)
  }

  /** XXH64, with a seed of 0, of `length` bytes from an address on. */
  hash(address: number, length: number): bigint {
    return BigInt.asUintN(64, this.#kernel.xxh64(address, length))
  }

  /**
   * Cuts a window out of an image.
   * @param image address of its pixels: rows of R, G, B
   * @param imageWidth in pixels
   * @param target where its crop goes: window.height × window.width × 3 bytes
   */
  cut(image: number, imageWidth: number, { left, top, width, height }: CropWindow, target: number): void {
    this.#kernel.copyRows(image + (top * imageWidth + left) * 3, imageWidth * 3, height, width * 3, target)
  }
}
