import type { Resampler } from '../../../../shared/recipe.ts'
import type { CropWindow, Size } from '../rgb-image.ts'
import { resamplers } from './resamplers.ts'

/**
 * Which pixels of an image the kernel reads for a window of its resize: those outside have no weight.
 *
 * @throws ImageFault too-large
 */
export function pixelsRead(resampler: Resampler, image: Size, resized: Size, window: CropWindow): CropWindow {
  return resamplers[resampler].reads(image, resized, window)
}
