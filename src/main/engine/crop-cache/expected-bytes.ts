import type { CropCacheKey } from '../../../shared/crop-cache.ts'

/** Photographs are 4:3 or 3:2; what lies outside the square of the shorter side. */
const LONGER_SIDE = 1.4
/** Of an image of ImageNet, as it is. */
const PIXELS_AS_IT_IS = 500 * 400

/** What so many images may take, roughly: enough to make room before they come. */
export function expectedBytes({ fit, resize }: Pick<CropCacheKey, 'fit' | 'resize'>, images: number): number {
  const square = resize * resize
  const pixels = {
    squash: square,
    shortest: square * LONGER_SIDE,
    longest: square / LONGER_SIDE,
    none: PIXELS_AS_IT_IS,
  }[fit]
  return Math.ceil(images * pixels * 3)
}
