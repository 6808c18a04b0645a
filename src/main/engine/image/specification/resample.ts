import type { Resampler } from '../../../../shared/recipe.ts'
import { openCvNearest, pillowNearest } from '../nearest-samples.ts'
import type { PillowFilter } from '../pillow-weights.ts'
import { resampleNearest } from './resample-nearest.ts'
import { resampleOpenCvArea } from './resample-opencv-area.ts'
import { resampleOpenCvCubic } from './resample-opencv-cubic.ts'
import { resampleOpenCv } from './resample-opencv.ts'
import { resamplePillow } from './resample-pillow.ts'
import type { CropWindow, RgbImage, Size } from '../rgb-image.ts'

type Resample = (image: RgbImage, resized: Size, window: CropWindow, target: Uint8Array) => void

const pillow =
  (filter: PillowFilter): Resample =>
  (image, resized, window, target) =>
    resamplePillow(image, resized, window, filter, target)

/** Each resampler that a recipe may name; ../kernel has the same table. */
const resamplers: Record<Resampler, Resample> = {
  'pillow-bilinear': pillow('bilinear'),
  'pillow-bicubic': pillow('bicubic'),
  'pillow-lanczos': pillow('lanczos'),
  'pillow-box': pillow('box'),
  'pillow-hamming': pillow('hamming'),
  'pillow-nearest': (image, resized, window, target) => resampleNearest(image, resized, window, pillowNearest, target),
  'opencv-linear': resampleOpenCv,
  'opencv-area': resampleOpenCvArea,
  'opencv-cubic': resampleOpenCvCubic,
  'opencv-nearest': (image, resized, window, target) => resampleNearest(image, resized, window, openCvNearest, target),
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
