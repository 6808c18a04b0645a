import type { Box } from '../../../shared/box.ts'
import type { Geometry } from '../../../shared/recipe.ts'
import { insideOf, planGeometry, seenSize, uprightWindow, type Orientation } from '../image/index.ts'

/**
 * How large an image's object is for a network: the side, in the network's pixels, of a square of as many pixels as the
 * part of its box has that is left after fit, resize and crop. Of several boxes, the largest by that.
 *
 * The square root of the area, and not the longer side, as what a network sees of an object are its pixels: of two with
 * one longer side, a needle has far fewer than a ball. And a squash, which may shorten one side only, changes it as
 * much as it changes their number.
 * @param boxes in pixels of the image
 * @param image its width and height in pixels, and how it lies, as it is stored
 * @returns 0 where no box reaches into the crop, or there is none
 * @throws ImageFault `smaller-than-crop`
 */
export function objectSide(
  boxes: readonly Omit<Box, 'name'>[],
  image: { width: number; height: number; orientation: Orientation },
  geometry: Geometry,
): number {
  const size = seenSize(image, image.orientation, geometry)
  const { part, resized, window } = planGeometry(size.width, size.height, geometry)
  const [x, y] = [resized.width / part.width, resized.height / part.height]
  // The crop, and no more of it than there is of the image.
  const seen = insideOf(resized, window)
  let area = 0
  for (const { left, top, right, bottom } of boxes) {
    const stored = { left, top, width: right - left, height: bottom - top }
    const box = geometry.exifOrientation ? uprightWindow(stored, image, image.orientation) : stored
    const width = overlap([(box.left - part.left) * x, (box.left + box.width - part.left) * x], seen.left, seen.width)
    const height = overlap([(box.top - part.top) * y, (box.top + box.height - part.top) * y], seen.top, seen.height)
    if (width > 0 && height > 0) area = Math.max(area, width * height)
  }
  return Math.sqrt(area)
}

function overlap([from, to]: readonly [number, number], start: number, length: number): number {
  return Math.min(to, start + length) - Math.max(from, start)
}
