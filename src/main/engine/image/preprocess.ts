import type { Geometry } from '../../../shared/recipe.ts'
import type { Decoder } from './decoder.ts'
import { planGeometry } from './geometry.ts'
import { resample } from './resample.ts'

export interface Preprocessor {
  /**
   * Decodes, resizes and crops one file.
   *
   * @param bytes a whole JPEG or PNG file
   * @param target crop × crop × 3 bytes (rows of R, G, B), written
   * @throws ImageFault where this image cannot be used
   */
  preprocess(bytes: Uint8Array, target: Uint8Array): void
}

/** Everything between a file and the network's uint8 input, for one recipe and one thread. */
export function createPreprocessor(geometry: Geometry, decoder: Decoder): Preprocessor {
  return {
    preprocess(bytes, target) {
      const image = decoder.decode(bytes)
      const { resized, window } = planGeometry(image.width, image.height, geometry)
      resample(geometry.resampler, image, resized, window, target)
    },
  }
}
