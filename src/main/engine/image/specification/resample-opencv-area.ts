import { copyWindow } from '../copy-window.ts'
import { roundHalfEven } from '../../../../shared/half-even.ts'
import { openCvAreaWay, openCvAreaWeights, type OpenCvAreaWeights } from '../opencv-area-weights.ts'
import type { CropWindow, RgbImage, Size } from '../rgb-image.ts'
import { halve, interpolate } from './resample-opencv.ts'

const { fround } = Math

/**
 * `cv::resize(image, resized, INTER_AREA)` of OpenCV 4 for 8-bit images, bit for bit, computing only the window
 * (modules/imgproc/src/resize.cpp). By whole numbers along both sides, the mean of the pixels; where both become
 * shorter, of what each pixel of the result covers; else between two pixels along each side.
 *
 * @param target window.height × window.width × 3 bytes, written
 */
export function resampleOpenCvArea(image: RgbImage, resized: Size, window: CropWindow, target: Uint8Array): void {
  if (image.width === resized.width && image.height === resized.height) {
    copyWindow(image, window, target)
    return
  }
  const way = openCvAreaWay(image, resized)
  if (way.kind === 'linear') interpolate(image, resized, window, target, 'area')
  else if (way.kind === 'cells') average(image, resized, window, target)
  else if (way.across === 2 && way.down === 2) halve(image, window, target)
  else averageWhole(image, way, window, target)
}

/** `ResizeAreaFast_`: sums of whole numbers, times a float. */
function averageWhole(
  { data, width: stride }: RgbImage,
  { across, down }: { across: number; down: number },
  { left, top, width, height }: CropWindow,
  target: Uint8Array,
): void {
  const share = fround(1 / (across * down))
  let to = 0
  for (let y = top * down; y < (top + height) * down; y += down)
    for (let x = left * across; x < (left + width) * across; x += across)
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0
        for (let row = y; row < y + down; row++)
          for (let column = x; column < x + across; column++) sum += data[(row * stride + column) * 3 + channel] ?? 0
        target[to++] = roundHalfEven(fround(fround(sum) * share))
      }
}

/** `ResizeArea_<uchar, float>`: along the rows, then along the columns, each step a float. */
function average(image: RgbImage, resized: Size, window: CropWindow, target: Uint8Array): void {
  const across = openCvAreaWeights(image.width, resized.width, window.left, window.width)
  const down = openCvAreaWeights(image.height, resized.height, window.top, window.height)
  let tap = 0
  for (const [y, first] of down.first.entries()) {
    const sums = new Float32Array(window.width * 3)
    for (let row = first; row < first + (down.count[y] ?? 0); row++) {
      const weight = down.weights[tap++] ?? 0
      averageRow(image, row, across).forEach((sample, x) => (sums[x] = (sums[x] ?? 0) + fround(sample * weight)))
    }
    sums.forEach((sum, x) => (target[y * sums.length + x] = Math.min(roundHalfEven(sum), 255)))
  }
}

function averageRow(
  { data, width }: RgbImage,
  row: number,
  { first, count, weights }: OpenCvAreaWeights,
): Float32Array {
  const sums = new Float32Array(first.length * 3)
  let tap = 0
  for (const [x, begin] of first.entries())
    for (let column = begin; column < begin + (count[x] ?? 0); column++) {
      const weight = weights[tap++] ?? 0
      for (let channel = 0; channel < 3; channel++) {
        const product = fround((data[(row * width + column) * 3 + channel] ?? 0) * weight)
        sums[x * 3 + channel] = (sums[x * 3 + channel] ?? 0) + product
      }
    }
  return sums
}
