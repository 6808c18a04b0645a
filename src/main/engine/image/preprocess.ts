import type { Geometry } from '../../../shared/recipe.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { copyWindow } from './copy-window.ts'
import { DecodedImage } from './decoded-image.ts'
import { createDecoder, type JpegImplementation } from './decoder.ts'
import { insideOf, planCrop, planGeometry, seenSize, unionOf } from './geometry.ts'
import { ImageMemory } from './image-memory.ts'
import { Kernel } from './kernel/kernel.ts'
import { pixelsRead } from './kernel/pixels-read.ts'
import { storedWindow, UPRIGHT, type Orientation } from './orientation.ts'
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
      decoder.decodePart(bytes, (size) => geometries && pixelsNeeded(size, geometries, size.orientation)),
      decoder.orientation,
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
  const crop = planCrop(size, geometry)
  const inside = insideOf(size, crop)
  const { width, height } = window
  const from = { ...inside, left: inside.left - window.left, top: inside.top - window.top }
  copyWindow({ data, width, height }, from, target)
  surround(target, crop, inside, geometry)
}

/**
 * Moves the pixels of a crop that lie inside of the image to where they belong in it, and fills what is around them.
 *
 * @param target crop × crop × 3 bytes, which begin with those of `inside`
 * @param inside what of the crop lies inside
 */
export function surround(
  target: Uint8Array,
  crop: CropWindow,
  inside: CropWindow,
  { fill: [red, green, blue] = [0, 0, 0] }: Geometry,
): void {
  if (isSameSize(crop, inside)) return
  const pixels = target.slice(0, inside.width * inside.height * 3)
  for (let at = 0; at < crop.width * crop.height * 3;) {
    target[at++] = red
    target[at++] = green
    target[at++] = blue
  }
  for (let row = 0; row < inside.height; row++) {
    const to = ((inside.top - crop.top + row) * crop.width + inside.left - crop.left) * 3
    target.set(pixels.subarray(row * inside.width * 3, (row + 1) * inside.width * 3), to)
  }
}

/**
 * Those that the crops are made of. Undefined where one of them cannot be made: that is said after decoding, so that a
 * file which is damaged as well is called damaged.
 */
export function pixelsNeeded(
  size: Size,
  geometries: readonly Geometry[],
  orientation: Orientation = UPRIGHT,
): CropWindow | undefined {
  try {
    return unionOf(geometries.map((geometry) => pixelsNeededBy(size, geometry, orientation)))
  } catch (error) {
    if (error instanceof ImageFault) return undefined
    throw error
  }
}

function pixelsNeededBy(size: Size, geometry: Geometry, orientation: Orientation): CropWindow {
  const seen = seenSize(size, orientation, geometry)
  const { part, resized, window } = planGeometry(seen.width, seen.height, geometry)
  const inside = insideOf(resized, window)
  const read = isSameSize(part, resized) ? inside : pixelsRead(geometry.resampler, part, resized, inside)
  const needed = { ...read, left: part.left + read.left, top: part.top + read.top }
  return geometry.exifOrientation ? storedWindow(needed, size, orientation) : needed
}
