import type { Geometry } from '../../../shared/recipe.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { copyWindow } from './copy-window.ts'
import { DecodedImage } from './decoded-image.ts'
import { createDecoder, type JpegImplementation } from './decoder.ts'
import { planCrop, planGeometry, unionOf } from './geometry.ts'
import { ImageMemory } from './image-memory.ts'
import { Kernel } from './kernel/kernel.ts'
import { pixelsRead } from './kernel/pixels-read.ts'
import { isSameSize, type CropWindow, type RgbPart, type Size } from './rgb-image.ts'

export interface Preprocessor {
  /**
   * Decodes one file, or the part of it that is needed.
   *
   * @param bytes a whole JPEG or PNG file
   * @param geometries what is to be made of it; undefined: whatever may be
   * @returns the image, until the next call
   * @throws ImageFault where this image cannot be used
   */
  decode(bytes: Uint8Array, geometries?: readonly Geometry[]): DecodedImage

  /**
   * Decodes, resizes and crops one file: only what the crop keeps is computed.
   *
   * @param target crop × crop × 3 bytes (rows of R, G, B), written
   * @throws ImageFault where this image cannot be used
   */
  preprocess(bytes: Uint8Array, geometry: Geometry, target: Uint8Array): void

  /** See {@link Decoder.damage}. */
  readonly damage: string | null

  /** Gives back what a large image took, once its pixels are no longer needed. */
  release(): void
}

/**
 * Everything between a file and the networks' uint8 input, for one thread.
 *
 * @param implementation see {@link createDecoder}
 * @param memory see {@link createDecoder}
 */
export function createPreprocessor(
  implementation?: JpegImplementation,
  memory: ImageMemory = new ImageMemory(),
): Preprocessor {
  const kernel = new Kernel(memory.keeps)
  const decoder = createDecoder(implementation, kernel, memory)
  const decode: Preprocessor['decode'] = (bytes, geometries) =>
    new DecodedImage(
      kernel,
      decoder.decodePart(bytes, (size) => geometries && pixelsNeeded(size, geometries)),
    )
  return {
    decode,
    preprocess(bytes, geometry, target) {
      const wanted = [geometry]
      cropResized(decode(bytes, wanted).resize(geometry, wanted), geometry, target)
    },
    get damage() {
      return decoder.damage
    },
    release: () => decoder.release(),
  }
}

/**
 * Cuts a recipe's crop out of an image that {@link DecodedImage.resize} gave.
 *
 * @param target crop × crop × 3 bytes (rows of R, G, B), written
 * @throws ImageFault smaller-than-crop
 */
export function cropResized({ size, window, data }: RgbPart, geometry: Geometry, target: Uint8Array): void {
  const { left, top, ...side } = planCrop(size, geometry)
  const { width, height } = window
  copyWindow({ data, width, height }, { ...side, left: left - window.left, top: top - window.top }, target)
}

/**
 * Those that the crops are made of. Undefined where one of them cannot be made: that is said after decoding, so that a
 * file which is damaged as well is called damaged.
 */
export function pixelsNeeded(size: Size, geometries: readonly Geometry[]): CropWindow | undefined {
  try {
    return unionOf(geometries.map((geometry) => pixelsNeededBy(size, geometry)))
  } catch (error) {
    if (error instanceof ImageFault) return undefined
    throw error
  }
}

function pixelsNeededBy(size: Size, geometry: Geometry): CropWindow {
  const { resized, window } = planGeometry(size.width, size.height, geometry)
  return isSameSize(size, resized) ? window : pixelsRead(geometry.resampler, size, resized, window)
}
