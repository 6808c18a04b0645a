import { copyWindow } from '../copy-window.ts'
import { openCvWeights, type OpenCvLinear, type OpenCvWeights } from '../opencv-weights.ts'
import type { CropWindow, RgbImage, Size } from '../rgb-image.ts'

/**
 * `cv::resize(image, resized, INTER_LINEAR)` of OpenCV 4 for 8-bit images, bit for bit, computing only the window.
 * Two input samples per axis whatever the scale (no antialiasing), in fixed point (modules/imgproc/src/resize.cpp).
 *
 * @param target window.height × window.width × 3 bytes, written
 */
export function resampleOpenCv(image: RgbImage, resized: Size, window: CropWindow, target: Uint8Array): void {
  if (image.width === resized.width && image.height === resized.height) {
    copyWindow(image, window, target)
  } else if (image.width === 2 * resized.width && image.height === 2 * resized.height) {
    // cv::resize puts INTER_AREA in the place of INTER_LINEAR where both sides are halved exactly.
    halve(image, window, target)
  } else {
    interpolate(image, resized, window, target)
  }
}

/** Between two pixels along each side. */
export function interpolate(
  image: RgbImage,
  resized: Size,
  window: CropWindow,
  target: Uint8Array,
  kind: OpenCvLinear = 'linear',
): void {
  const across = openCvWeights(image.width, resized.width, window.left, window.width, 'row', kind)
  const down = openCvWeights(image.height, resized.height, window.top, window.height, 'column', kind)
  const rowLength = window.width * 3
  // The two rows between which an output row lies, already interpolated along the row.
  const upper = new Int32Array(rowLength)
  const lower = new Int32Array(rowLength)
  let to = 0
  for (let y = 0; y < window.height; y++) {
    interpolateRow(image, down.near[y] ?? 0, across, upper)
    interpolateRow(image, down.far[y] ?? 0, across, lower)
    const nearWeight = down.nearWeight[y] ?? 0
    const farWeight = down.farWeight[y] ?? 0
    for (let x = 0; x < rowLength; x++) {
      // VResizeLinear<uchar, int, short>: each product loses its low bits before the sum is rounded.
      const sum = ((nearWeight * ((upper[x] ?? 0) >> 4)) >> 16) + ((farWeight * ((lower[x] ?? 0) >> 4)) >> 16)
      target[to++] = (sum + 2) >> 2
    }
  }
}

/** Horizontal pass over one row; the sums keep the weights' 11 bits after the point. */
function interpolateRow(image: RgbImage, row: number, across: OpenCvWeights, target: Int32Array): void {
  const { near, far, nearWeight, farWeight } = across
  const { data } = image
  const rowStart = row * image.width * 3
  let to = 0
  for (let x = 0; x < near.length; x++) {
    const a = rowStart + (near[x] ?? 0) * 3
    const b = rowStart + (far[x] ?? 0) * 3
    const weightA = nearWeight[x] ?? 0
    const weightB = farWeight[x] ?? 0
    target[to++] = (data[a] ?? 0) * weightA + (data[b] ?? 0) * weightB
    target[to++] = (data[a + 1] ?? 0) * weightA + (data[b + 1] ?? 0) * weightB
    target[to++] = (data[a + 2] ?? 0) * weightA + (data[b + 2] ?? 0) * weightB
  }
}

/** Mean of 2 × 2 pixels (`ResizeAreaFast`). */
export function halve(image: RgbImage, window: CropWindow, target: Uint8Array): void {
  const { data } = image
  const stride = image.width * 3
  let to = 0
  for (let y = 0; y < window.height; y++) {
    let from = (window.top + y) * 2 * stride + window.left * 6
    for (let x = 0; x < window.width; x++, from += 6) {
      for (let channel = from; channel < from + 3; channel++) {
        const upper = (data[channel] ?? 0) + (data[channel + 3] ?? 0)
        const lower = (data[channel + stride] ?? 0) + (data[channel + stride + 3] ?? 0)
        target[to++] = (upper + lower + 2) >> 2
      }
    }
  }
}
