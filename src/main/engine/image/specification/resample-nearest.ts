import { copyWindow } from '../copy-window.ts'
import type { NearestSamples } from '../nearest-samples.ts'
import type { CropWindow, RgbImage, Size } from '../rgb-image.ts'

/**
 * Takes for each pixel of the resized image one of the image's, computing only the window.
 *
 * @param nearest which, along each axis
 * @param target window.height × window.width × 3 bytes, written
 */
export function resampleNearest(
  image: RgbImage,
  resized: Size,
  window: CropWindow,
  nearest: NearestSamples,
  target: Uint8Array,
): void {
  if (image.width === resized.width && image.height === resized.height) {
    copyWindow(image, window, target)
    return
  }
  const across = nearest(image.width, resized.width, window.left, window.width)
  const down = nearest(image.height, resized.height, window.top, window.height)
  let to = 0
  for (const y of down)
    for (const x of across) {
      const from = (y * image.width + x) * 3
      target.set(image.data.subarray(from, from + 3), to)
      to += 3
    }
}
