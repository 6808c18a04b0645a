import type { Box } from '../../../shared/box.ts'
import type { Geometry } from '../../../shared/recipe.ts'
import { planGeometry } from '../image/index.ts'

/**
 * How large an image's object is for a network: the side, in the network's pixels, of a square of as many pixels as the
 * part of its box has that is left after fit, resize and crop. Of several boxes, the largest by that.
 *
 * The square root of the area, and not the longer side, as what a network sees of an object are its pixels: of two with
 * one longer side, a needle has far fewer than a ball. And a squash, which may shorten one side only, changes it as
 * much as it changes their number.
 * @param boxes in pixels of the image
 * @param image its width and height in pixels
 * @returns 0 where no box reaches into the crop, or there is none
 * @throws ImageFault `smaller-than-crop`
 */
export function objectSide(
  boxes: readonly Omit<Box, 'name'>[],
  image: { width: number; height: number },
  geometry: Geometry,
): number {
  const { resized, window } = planGeometry(image.width, image.height, geometry)
  const [x, y] = [resized.width / image.width, resized.height / image.height]
  let area = 0
  for (const { left, top, right, bottom } of boxes) {
    const width = Math.min(right * x, window.left + window.width) - Math.max(left * x, window.left)
    const height = Math.min(bottom * y, window.top + window.height) - Math.max(top * y, window.top)
    if (width > 0 && height > 0) area = Math.max(area, width * height)
  }
  return Math.sqrt(area)
}
