import type { Resampler } from '../../../../shared/recipe.ts'
import type { CropWindow, Size } from '../rgb-image.ts'
import { openCvColumnTable, openCvRowTable } from './opencv-tables.ts'
import { pillowTable } from './pillow-table.ts'
import { isHalf, pillowFilter } from './resamplers.ts'

/**
 * Which pixels of an image the kernel reads for a window of its resize: those outside have no weight.
 *
 * @throws ImageFault too-large
 */
export function pixelsRead(resampler: Resampler, image: Size, resized: Size, window: CropWindow): CropWindow {
  const { left, top, width, height } = window
  const filter = pillowFilter(resampler)
  if (filter === undefined && isHalf(image, resized)) {
    return { left: 2 * left, top: 2 * top, width: 2 * width, height: 2 * height }
  }
  const across =
    filter === undefined
      ? openCvRowTable(image.width, resized.width, left, width)
      : pillowTable(image.width, resized.width, left, width, filter)
  const down =
    filter === undefined
      ? openCvColumnTable(image.height, resized.height, top, height)
      : pillowTable(image.height, resized.height, top, height, filter)
  const right = Math.min(image.width, across.end)
  const bottom = Math.min(image.height, down.end)
  return { left: across.start, top: down.start, width: right - across.start, height: bottom - down.start }
}
