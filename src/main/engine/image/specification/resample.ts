import type { Resampler } from '../../../../shared/recipe.ts'
import { resampleOpenCv } from './resample-opencv.ts'
import { resamplePillow } from './resample-pillow.ts'
import type { CropWindow, RgbImage, Size } from '../rgb-image.ts'

/**
 * Resizes an image and keeps a window of the result, bit for bit as the tool that the resampler is named after: the
 * readable specification of what ../kernel computes many times faster, for the tests that compare the two.
 *
 * @param resized size of the whole resized image
 * @param window what to keep of it; must lie inside
 * @param target window.height × window.width × 3 bytes (rows of R, G, B), written
 */
export function resample(
  resampler: Resampler,
  image: RgbImage,
  resized: Size,
  window: CropWindow,
  target: Uint8Array,
): void {
  switch (resampler) {
    case 'pillow-bilinear':
      resamplePillow(image, resized, window, 'bilinear', target)
      break
    case 'pillow-bicubic':
      resamplePillow(image, resized, window, 'bicubic', target)
      break
    case 'opencv-linear':
      resampleOpenCv(image, resized, window, target)
      break
  }
}
