import type { Geometry, Resize } from '../../../shared/recipe.ts'
import { centralPart, resizedSize } from '../../../shared/resized-size.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { copyWindow } from './copy-window.ts'
import { insideOf, planCrop, unionOf } from './geometry.ts'
import type { Kernel } from './kernel/kernel.ts'
import { UPRIGHT, uprightPart, type Orientation } from './orientation.ts'
import { isSameSize, type CropWindow, type RgbPart, type Size } from './rgb-image.ts'

/** An image as it was decoded, or a part of it: to be resized as often as is wished, each time from what was decoded. */
export class DecodedImage {
  readonly #kernel: Kernel
  readonly #orientation: Orientation
  #part: RgbPart
  /** Bytes that lie in the kernel's memory; null where the pixels lie beside it. */
  #inKernel: number | null
  /** The same upright, where that was asked for, and the image does not lie so. */
  #upright: RgbPart | null = null

  /** @param orientation how it lies by its EXIF data */
  constructor(kernel: Kernel, part: RgbPart, orientation: Orientation = UPRIGHT) {
    this.#kernel = kernel
    this.#part = part
    this.#orientation = orientation
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
  resize(resize: Resize, crops?: readonly Geometry[]): RgbPart {
    const image = resize.exifOrientation ? this.#turned() : this.#current
    const resized = resizedSize(image.size.width, image.size.height, resize)
    const part = cutOut(image, centralPart(image.size, resize))
    if (resized.width === 0 || resized.height === 0) return { size: resized, window: NOTHING, data: new Uint8Array() }
    if (isSameSize(part.size, resized)) return trimmed(part)
    const window = crops ? windowOf(resized, crops) : { left: 0, top: 0, ...resized }
    if (window === undefined) return { size: resized, window: NOTHING, data: new Uint8Array() }
    return { size: resized, window, data: this.#kernel.resamplePart(resize.resampler, part, resized, window) }
  }

  #turned(): RgbPart {
    if (this.#orientation === UPRIGHT) return this.#current
    // The kernel's memory is where the turned image is copied to when that is resampled.
    if (this.#inKernel !== null) this.#part = { ...this.#part, data: this.#current.data.slice() }
    this.#inKernel = null
    return (this.#upright ??= uprightPart(this.#part, this.#orientation))
  }
}

const NOTHING = { left: 0, top: 0, width: 0, height: 0 }

/** The same pixels as those of a smaller image: what lies around it is there, and counts for nothing. */
function cutOut({ window, data }: RgbPart, { left, top, ...size }: CropWindow): RgbPart {
  return { size, window: { ...window, left: window.left - left, top: window.top - top }, data }
}

/** Without what lies around the image. */
function trimmed(part: RgbPart): RgbPart {
  const { size, window, data } = part
  const inside = insideOf(size, { ...window })
  if (isSameSize(inside, window)) return part
  const pixels = new Uint8Array(inside.width * inside.height * 3)
  copyWindow({ ...window, data }, { ...inside, left: inside.left - window.left, top: inside.top - window.top }, pixels)
  return { size, window: inside, data: pixels }
}

/** The least that has all crops that there can be, as far as they lie inside. */
function windowOf(resized: Size, crops: readonly Geometry[]): CropWindow | undefined {
  return unionOf(
    crops.flatMap((geometry) => {
      try {
        return insideOf(resized, planCrop(resized, geometry))
      } catch (error) {
        if (error instanceof ImageFault) return []
        throw error
      }
    }),
  )
}
