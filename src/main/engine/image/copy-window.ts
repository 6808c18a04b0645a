import type { CropWindow, RgbImage } from './rgb-image.ts'

/** Copies the window of an image, row by row, into `target` (window.height × window.width × 3 bytes). */
export function copyWindow(image: RgbImage, window: CropWindow, target: Uint8Array): void {
  const rowBytes = window.width * 3
  for (let row = 0; row < window.height; row++) {
    const from = ((window.top + row) * image.width + window.left) * 3
    target.set(image.data.subarray(from, from + rowBytes), row * rowBytes)
  }
}
