import type { Resampler } from '../../../../shared/recipe.ts'
import { ImageFault } from '../../../../shared/skip.ts'
import { loadKernel } from '../../wasm/index.ts'
import { checkWorkingMemory } from '../limits.ts'
import type { PillowFilter } from '../pillow-weights.ts'
import type { PixelBuffer } from '../pixel-buffer.ts'
import { wholeImage, type CropWindow, type RgbImage, type RgbPart, type Size } from '../rgb-image.ts'
import { copyWindow } from '../copy-window.ts'
import { MAX_KEPT_BYTES, Scratch } from '../scratch.ts'
import { bandsOf } from './bands.ts'
import { openCvColumnTable, openCvRowTable } from './opencv-tables.ts'
import { pillowTable } from './pillow-table.ts'
import { isHalf, pillowFilter } from './resamplers.ts'
import type { Table } from './table-cache.ts'

/** WebAssembly memory never shrinks: after a resize that made it larger than this, the next image gets a new instance. */
const MAX_MEMORY_BYTES = 2 * MAX_KEPT_BYTES

const PAGE_BYTES = 64 << 10
/** Memory grows by so many pages at a time. */
const GROWTH_PAGES = 16

/** Areas begin at multiples of this, and as much is free behind each: vectors are loaded and stored whole. */
const VECTOR_BYTES = 16

/** Rows that the kernel resamples at a time: assembly/pillow.ts has the same number. */
const STRIP_ROWS = 16

/**
 * Resamples images in the memory of a WebAssembly instance: what is decoded into it is not copied before its crop is.
 * From address 0 on lie the pixels of the image, and behind them, for one resize after the other, the tables, what is
 * kept between the passes, and the result. A large image lies elsewhere, in memory that can be given back, and comes in
 * band by band.
 */
export class Kernel implements PixelBuffer {
  #kernel = loadKernel()
  /** All of its memory. */
  #bytes = new Uint8Array(this.#kernel.memory.buffer)
  /** The first free address. */
  #end = 0

  readonly #keeps: number
  readonly #large = new Scratch(0)

  /** @param keeps bytes of an image that it may have in its memory, and so for ever */
  constructor(keeps: number = MAX_KEPT_BYTES) {
    this.#keeps = keeps
  }

  take(length: number): Uint8Array {
    return length > this.#keeps ? this.#large.take(length) : this.#takeHere(length)
  }

  release(): void {
    this.#large.release()
  }

  #takeHere(length: number): Uint8Array {
    checkWorkingMemory(length)
    if (this.#bytes.length > MAX_MEMORY_BYTES) {
      this.#kernel = loadKernel()
      this.#bytes = new Uint8Array(this.#kernel.memory.buffer)
    }
    this.#end = 0
    this.#place(length)
    this.#grow()
    return this.#bytes.subarray(0, length)
  }

  /**
   * Resizes an image and keeps a window of the result, bit for bit as the tool that the resampler is named after.
   *
   * @param image copied, where it does not lie where {@link take} says
   * @param resized size of the whole resized image
   * @param window what to keep of it; must lie inside
   * @returns window.height × window.width × 3 bytes (rows of R, G, B), valid until the next call
   * @throws ImageFault too-large
   */
  resample(resampler: Resampler, image: RgbImage, resized: Size, window: CropWindow): Uint8Array {
    return this.resamplePart(resampler, wholeImage(image), resized, window)
  }

  /**
   * The same, where only a part of the image is at hand.
   *
   * @param part has at least the pixels that {@link pixelsRead} names
   */
  resamplePart(resampler: Resampler, part: RgbPart, resized: Size, window: CropWindow): Uint8Array {
    checkWorkingMemory(window.width * window.height * 3)
    const isInPlace = part.data.buffer === this.#bytes.buffer && part.data.byteOffset === 0
    if (!isInPlace && part.data.length > this.#keeps) return this.#resampleBands(resampler, part, resized, window)
    if (!isInPlace) this.#takeHere(part.data.length).set(part.data)
    return this.#resampleHere(resampler, part, resized, window)
  }

  #resampleBands(resampler: Resampler, part: RgbPart, resized: Size, window: CropWindow): Uint8Array {
    const result = new Uint8Array(window.width * window.height * 3)
    const { data, window: there } = part
    for (const band of bandsOf(resampler, part.size, resized, window)) {
      const { left, top, width, height } = band.source
      const here = this.#takeHere(width * height * 3)
      copyWindow({ data, ...there }, { ...band.source, left: left - there.left, top: top - there.top }, here)
      const source = { size: part.size, window: band.source, data: here }
      const rows = this.#resampleHere(resampler, source, resized, band.window)
      result.set(rows, (band.window.top - window.top) * window.width * 3)
    }
    return result
  }

  /** @param part lies at address 0, or did so before the memory grew */
  #resampleHere(resampler: Resampler, part: RgbPart, resized: Size, window: CropWindow): Uint8Array {
    this.#end = part.data.length
    const filter = pillowFilter(resampler)
    if (filter !== undefined) return this.#resamplePillow(part, resized, window, filter)
    return isHalf(part.size, resized) ? this.#halve(part, window) : this.#interpolate(part, resized, window)
  }

  #resamplePillow(part: RgbPart, resized: Size, window: CropWindow, filter: PillowFilter): Uint8Array {
    const across = pillowTable(part.size.width, resized.width, window.left, window.width, filter)
    const down = pillowTable(part.size.height, resized.height, window.top, window.height, filter)
    const stride = part.window.width * 3
    const rowBytes = window.width * 3
    const bytesRead = (across.end - across.start) * 3
    // The rows between the passes: there are whole strips of them.
    const lineStride = roundUp(rowBytes, VECTOR_BYTES)
    const rows = down.end - down.start
    const lines = roundUp(rows, STRIP_ROWS) * lineStride
    const strip = roundUp(bytesRead, VECTOR_BYTES) * STRIP_ROWS
    checkWorkingMemory(lines + strip)
    const acrossAt = this.#place(across.words.byteLength)
    const downAt = this.#place(down.words.byteLength)
    const stripAt = this.#place(strip)
    const columnsAt = this.#place(lineStride * STRIP_ROWS)
    const linesAt = this.#place(lines)
    const target = this.#place(window.height * rowBytes)
    // Void rows are read beyond the image's.
    this.#place(STRIP_ROWS * stride)
    this.#grow()
    this.#write(across, acrossAt)
    this.#write(down, downAt)
    this.#kernel.resampleRows(
      originOf(part) + down.start * stride + across.start * 3,
      stride,
      rows,
      bytesRead,
      acrossAt,
      window.width,
      across.pairs,
      stripAt,
      columnsAt,
      linesAt,
      lineStride,
    )
    const origin = linesAt - down.start * lineStride
    this.#kernel.resampleColumns(origin, lineStride, downAt, window.height, down.pairs, target, rowBytes)
    return this.#bytes.subarray(target, target + window.height * rowBytes)
  }

  #interpolate(part: RgbPart, resized: Size, { left, top, width, height }: CropWindow): Uint8Array {
    const across = openCvRowTable(part.size.width, resized.width, left, width)
    const down = openCvColumnTable(part.size.height, resized.height, top, height)
    const stride = part.window.width * 3
    // 32 bits a channel; a void one follows each row.
    const lineStride = roundUp(width * 3 + 1, VECTOR_BYTES) * 4
    const acrossAt = this.#place(across.words.byteLength)
    const downAt = this.#place(down.words.byteLength)
    const linesAt = this.#place(2 * lineStride)
    const target = this.#place(width * height * 3)
    this.#grow()
    this.#write(across, acrossAt)
    this.#write(down, downAt)
    this.#kernel.interpolate(originOf(part), stride, acrossAt, width, downAt, height, linesAt, lineStride, target)
    return this.#bytes.subarray(target, target + width * height * 3)
  }

  #halve(part: RgbPart, { left, top, width, height }: CropWindow): Uint8Array {
    const target = this.#place(width * height * 3)
    this.#grow()
    const stride = part.window.width * 3
    this.#kernel.halve(originOf(part) + 2 * top * stride + 2 * left * 3, stride, width, height, target)
    return this.#bytes.subarray(target, target + width * height * 3)
  }

  /** The address of a new area. */
  #place(length: number): number {
    const address = roundUp(this.#end, VECTOR_BYTES)
    this.#end = address + length + VECTOR_BYTES
    return address
  }

  #write({ words }: Table, address: number): void {
    new Int32Array(this.#bytes.buffer, address, words.length).set(words)
  }

  /** Sees to it that there is memory for all areas; earlier views are void where there was not. */
  #grow(): void {
    const missing = this.#end - this.#bytes.length
    if (missing <= 0) return
    try {
      this.#kernel.memory.grow(roundUp(Math.ceil(missing / PAGE_BYTES), GROWTH_PAGES))
    } catch {
      throw new ImageFault('too-large', `needs ${Math.ceil(this.#end / (1 << 20))} MiB of working memory`)
    }
    this.#bytes = new Uint8Array(this.#kernel.memory.buffer)
  }
}

/** Where the image's first pixel would lie, if it were all there as the part is: modulo 2^32, as addresses are. */
function originOf({ window: { left, top, width } }: RgbPart): number {
  return -(top * width + left) * 3
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple
}
