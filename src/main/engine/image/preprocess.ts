import type { Geometry } from '../../../shared/recipe.ts'
import { resizedSize } from '../../../shared/resized-size.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { copyWindow } from './copy-window.ts'
import { createDecoder, type JpegImplementation } from './decoder.ts'
import { planCrop, planGeometry } from './geometry.ts'
import { ImageMemory } from './image-memory.ts'
import { Kernel } from './kernel/kernel.ts'
import { pixelsRead } from './kernel/pixels-read.ts'
import type { CropWindow, RgbImage, RgbPart, Size } from './rgb-image.ts'

export interface Preprocessor {
  /**
   * Decodes, resizes and crops one file: only what the crop keeps is computed.
   *
   * @param bytes a whole JPEG or PNG file
   * @param target crop × crop × 3 bytes (rows of R, G, B), written
   * @throws ImageFault where this image cannot be used
   */
  preprocess(bytes: Uint8Array, target: Uint8Array): void

  /**
   * Decodes and resizes the whole of one file, whatever the crop.
   *
   * @returns pixels that the next call overwrites
   * @throws ImageFault where this image cannot be used
   */
  resize(bytes: Uint8Array): RgbImage

  /** See {@link Decoder.damage}. */
  readonly damage: string | null

  /** Gives back what a large image took, once the pixels that {@link resize} gave are no longer needed. */
  release(): void
}

/**
 * Everything between a file and the network's uint8 input, for one recipe and one thread.
 *
 * @param implementation see {@link createDecoder}
 * @param memory see {@link createDecoder}
 */
export function createPreprocessor(
  geometry: Geometry,
  implementation?: JpegImplementation,
  memory: ImageMemory = new ImageMemory(),
): Preprocessor {
  const kernel = new Kernel(memory.keeps)
  const decoder = createDecoder(implementation, kernel, memory)
  const choose = (size: Size) => pixelsNeeded(size, geometry)
  return {
    preprocess(bytes, target) {
      const part = decoder.decodePart(bytes, choose)
      const { resized, window } = planGeometry(part.size.width, part.size.height, geometry)
      if (isSameSize(part.size, resized)) copyFromPart(part, window, target)
      else target.set(kernel.resamplePart(geometry.resampler, part, resized, window))
    },
    resize(bytes) {
      const image = decoder.decode(bytes)
      const resized = resizedSize(image.width, image.height, geometry)
      if (isSameSize(image, resized)) return image
      const { width, height } = resized
      const data = kernel.resample(geometry.resampler, image, resized, { left: 0, top: 0, width, height })
      return { width, height, data }
    },
    get damage() {
      return decoder.damage
    },
    release: () => decoder.release(),
  }
}

/**
 * Cuts the recipe's crop out of an image that {@link Preprocessor.resize} gave: the same pixels as those of
 * {@link Preprocessor.preprocess}.
 *
 * @param target crop × crop × 3 bytes (rows of R, G, B), written
 * @throws ImageFault smaller-than-crop
 */
export function cropResized(resized: RgbImage, geometry: Geometry, target: Uint8Array): void {
  copyWindow(resized, planCrop(resized, geometry), target)
}

function copyFromPart({ data, window: { left, top, width, height } }: RgbPart, window: CropWindow, target: Uint8Array) {
  copyWindow({ data, width, height }, { ...window, left: window.left - left, top: window.top - top }, target)
}

/**
 * Those that the crop is made of. Undefined where there can be no crop: that is said after decoding, so that a file
 * which is damaged as well is called damaged.
 */
export function pixelsNeeded(size: Size, geometry: Geometry): CropWindow | undefined {
  try {
    const { resized, window } = planGeometry(size.width, size.height, geometry)
    return isSameSize(size, resized) ? window : pixelsRead(geometry.resampler, size, resized, window)
  } catch (error) {
    if (error instanceof ImageFault) return undefined
    throw error
  }
}

function isSameSize(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height
}
