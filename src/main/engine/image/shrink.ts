import { Kernel } from './kernel/kernel.ts'
import type { RgbImage } from './rgb-image.ts'

/** The thread's own. */
let kernel: Kernel | undefined

/**
 * The whole image with its longer side at most `side` pixels, antialiased; never enlarged. A smaller one is returned as
 * it is, in the memory it lies in.
 *
 * @throws ImageFault too-large
 */
export function shrink(image: RgbImage, side: number): RgbImage {
  const scale = side / Math.max(image.width, image.height)
  if (scale >= 1) return image
  const size = {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  }
  kernel ??= new Kernel()
  const data = kernel.resample('pillow-bilinear', image, size, { left: 0, top: 0, ...size }).slice()
  return { ...size, data }
}
