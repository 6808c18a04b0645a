import type { Resampler } from '../../../../shared/recipe.ts'
import { checkWorkingMemory } from '../limits.ts'
import type { PixelBuffer } from '../pixel-buffer.ts'
import { wholeImage, type CropWindow, type RgbImage, type RgbPart, type Size } from '../rgb-image.ts'
import { copyWindow } from '../copy-window.ts'
import { MAX_KEPT_BYTES, Scratch } from '../scratch.ts'
import { bandsOf } from './bands.ts'
import { KernelMemory } from './kernel-memory.ts'
import { resamplers } from './resamplers.ts'

/**
 * Resamples images in the memory of a WebAssembly instance: what is decoded into it is not copied before its crop is.
 * From address 0 on lie the pixels of the image, and behind them, for one resize after the other, the tables, what is
 * kept between the passes, and the result. A large image lies elsewhere, in memory that can be given back, and comes in
 * band by band.
 */
export class Kernel implements PixelBuffer {
  readonly #memory = new KernelMemory()
  readonly #keeps: number
  readonly #large = new Scratch(0)

  /** @param keeps bytes of an image that it may have in its memory, and so for ever */
  constructor(keeps: number = MAX_KEPT_BYTES) {
    this.#keeps = keeps
  }

  take(length: number): Uint8Array {
    return length > this.#keeps ? this.#large.take(length) : this.#memory.takeImage(length)
  }

  release(): void {
    this.#large.release()
  }

  /** Whether these are the pixels at the beginning of its memory. */
  holds(pixels: Uint8Array): boolean {
    return this.#memory.holds(pixels)
  }

  /** So many bytes of the image that it holds. */
  image(length: number): Uint8Array {
    return this.#memory.view(0, length)
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
    const isInPlace = this.#memory.holds(part.data)
    if (!isInPlace && part.data.length > this.#keeps) return this.#resampleBands(resampler, part, resized, window)
    if (!isInPlace) this.#memory.takeImage(part.data.length).set(part.data)
    return this.#resampleHere(resampler, part, resized, window)
  }

  #resampleBands(resampler: Resampler, part: RgbPart, resized: Size, window: CropWindow): Uint8Array {
    const result = new Uint8Array(window.width * window.height * 3)
    const { data, window: there } = part
    for (const band of bandsOf(resampler, part.size, resized, window)) {
      const { left, top, width, height } = band.source
      const here = this.#memory.takeImage(width * height * 3)
      copyWindow({ data, ...there }, { ...band.source, left: left - there.left, top: top - there.top }, here)
      const source = { size: part.size, window: band.source, data: here }
      const rows = this.#resampleHere(resampler, source, resized, band.window)
      result.set(rows, (band.window.top - window.top) * window.width * 3)
    }
    return result
  }

  /** @param part lies at address 0, or did so before the memory grew */
  #resampleHere(resampler: Resampler, part: RgbPart, resized: Size, window: CropWindow): Uint8Array {
    this.#memory.keepImage(part.data.length)
    return resamplers[resampler].resample(this.#memory, part, resized, window)
  }
}
