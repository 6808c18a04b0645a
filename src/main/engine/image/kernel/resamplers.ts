import type { Resampler } from '../../../../shared/recipe.ts'
import type { PillowFilter } from '../pillow-weights.ts'
import type { Size } from '../rgb-image.ts'

/** Pillow's filter, if the resampler is one of Pillow's. */
export function pillowFilter(resampler: Resampler): PillowFilter | undefined {
  switch (resampler) {
    case 'pillow-bilinear':
      return 'bilinear'
    case 'pillow-bicubic':
      return 'bicubic'
    case 'opencv-linear':
      return undefined
  }
}

/** Whether OpenCV resizes by ResizeAreaFast: to exactly half of both sides. */
export function isHalf(image: Size, resized: Size): boolean {
  return image.width === 2 * resized.width && image.height === 2 * resized.height
}
