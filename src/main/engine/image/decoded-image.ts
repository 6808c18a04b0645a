import type { Geometry } from '../../../shared/recipe.ts'
import { resizedSize } from '../../../shared/resized-size.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { planCrop, unionOf } from './geometry.ts'
import type { Kernel } from './kernel/kernel.ts'
import { isSameSize, type CropWindow, type RgbPart, type Size } from './rgb-image.ts'

/** What decides the pixels of a resized image, whatever is cut out of it. */
export type Resize = Pick<Geometry, 'fit' | 'resize' | 'resampler'>

/** An image as it was decoded, or a part of it: to be resized as often as is wished, each time from what was decoded. */
export class DecodedImage {
  readonly #kernel: Kernel
  readonly #part: RgbPart
  /** Bytes that lie in the kernel's memory; null where the pixels lie beside it. */
  readonly #inKernel: number | null

  constructor(kernel: Kernel, part: RgbPart) {
    this.#kernel = kernel
    this.#part = part
    this.#inKernel = kernel.holds(part.data) ? part.data.length : null
  }

  /** With its pixels where they are now: when the kernel's memory grows, views of it are void. */
  get #current(): RgbPart {
    return this.#inKernel === null ? this.#part : { ...this.#part, data: this.#kernel.image(this.#inKernel) }
  }

  /**
   * Resizes the image, or the part of the resized one that is needed.
   *
   * @param crops those of this resize that are to be cut out of it; one that the resized image is too small for is left
   *   out. Undefined: all of it is needed
   * @returns pixels that the next call overwrites
   * @throws ImageFault too-large
   */
  resize({ resampler, ...resize }: Resize, crops?: readonly Geometry[]): RgbPart {
    const part = this.#current
    const resized = resizedSize(part.size.width, part.size.height, resize)
    if (isSameSize(part.size, resized)) return part
    const window = crops ? windowOf(resized, crops) : { left: 0, top: 0, ...resized }
    if (window === undefined) return { size: resized, window: NOTHING, data: new Uint8Array() }
    return { size: resized, window, data: this.#kernel.resamplePart(resampler, part, resized, window) }
  }
}

const NOTHING = { left: 0, top: 0, width: 0, height: 0 }

/** The least that has all crops that there can be. */
function windowOf(resized: Size, crops: readonly Geometry[]): CropWindow | undefined {
  return unionOf(
    crops.flatMap((geometry) => {
      try {
        return planCrop(resized, geometry)
      } catch (error) {
        if (error instanceof ImageFault) return []
        throw error
      }
    }),
  )
}
