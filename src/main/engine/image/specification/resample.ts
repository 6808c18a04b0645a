import type { Resampler } from '../../../../shared/recipe.ts'
import { resampleOpenCv } from './resample-opencv.ts'
import { resamplePillow } from './resample-pillow.ts'
import type { CropWindow, RgbImage, Size } from '../rgb-image.ts'

type Resample = (image: RgbImage, resized: Size, window: CropWindow, target: Uint8Array) => void

/** Each resampler that a recipe may name; ../kernel has the same table. */
const resamplers: Record<Resampler, Resample> = {
  'pillow-bilinear': (image, resized, window, target) => resamplePillow(image, resized, window, 'bilinear', target),
  'pillow-bicubic': (image, resized, window, target) => resamplePillow(image, resized, window, 'bicubic', target),
  'opencv-linear': resampleOpenCv,
}

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
  resamplers[resampler](image, resized, window, target)
}
