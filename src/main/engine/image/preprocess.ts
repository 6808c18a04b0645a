import type { Geometry } from '../../../shared/recipe.ts'
import type { Decoder } from './decoder.ts'
import { planGeometry } from './geometry.ts'
import { resample } from './resample.ts'
import type { Size } from './rgb-image.ts'

export interface Preprocessor {
  /**
   * Decodes, resizes and crops one file.
   *
   * @param bytes a whole JPEG or PNG file
   * @param target crop × crop × 3 bytes (rows of R, G, B), written
   * @returns the size of the image before resizing
   * @throws ImageFault where this image cannot be used
   */
  preprocess(bytes: Uint8Array, target: Uint8Array): Size
}

/** Everything between a file and the network's uint8 input, for one recipe and one thread. */
export function createPreprocessor(geometry: Geometry, decoder: Decoder): Preprocessor {
  return {
    preprocess(bytes, target) {
      const image = decoder.decode(bytes)
      const { width, height } = image
      const { resized, window } = planGeometry(width, height, geometry)
      resample(geometry.resampler, image, resized, window, target)
      return { width, height }
    },
  }
}
