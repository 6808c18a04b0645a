import { BoundedCache } from './bounded-cache.ts'
import { copyWindow } from './copy-window.ts'
import type { CropWindow, RgbImage, Size } from './rgb-image.ts'

/** One axis of a resize: output sample i lies between the input samples `near[i]` and `far[i]`. */
interface AxisWeights {
  readonly near: Int32Array
  readonly far: Int32Array
  /** Fixed point with 11 bits after the point (`INTER_RESIZE_COEF_BITS`). */
  readonly nearWeight: Int32Array
  readonly farWeight: Int32Array
}

const ONE = 1 << 11

const cache = new BoundedCache<AxisWeights>(512)

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

/** The two rows between which an output row lies, already interpolated along the row; kept for the next image. */
let upper = new Int32Array(0)
let lower = new Int32Array(0)

function interpolate(image: RgbImage, resized: Size, window: CropWindow, target: Uint8Array): void {
  const across = axisWeights(image.width, resized.width, window.left, window.width, true)
  const down = axisWeights(image.height, resized.height, window.top, window.height, false)
  const rowLength = window.width * 3
  if (upper.length < rowLength) {
    upper = new Int32Array(rowLength)
    lower = new Int32Array(rowLength)
  }
  let upperRow = -1
  let lowerRow = -1
  let to = 0
  for (let y = 0; y < window.height; y++) {
    const near = down.near[y] ?? 0
    const far = down.far[y] ?? 0
    if (near !== upperRow && near === lowerRow) {
      ;[upper, lower] = [lower, upper]
      ;[upperRow, lowerRow] = [lowerRow, upperRow]
    }
    if (near !== upperRow) interpolateRow(image, near, across, upper)
    if (far !== lowerRow) interpolateRow(image, far, across, lower)
    upperRow = near
    lowerRow = far
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
function interpolateRow(image: RgbImage, row: number, across: AxisWeights, target: Int32Array): void {
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

/**
 * Where the output samples fall, computed in the float and double steps of `cv::hal::resize`. Beyond the border
 * samples OpenCV sets the fraction to 0 along a row, but keeps it along a column and only clips the row numbers:
 * both rows are then the same, yet their products are truncated one by one.
 */
function axisWeights(input: number, output: number, from: number, length: number, isRow: boolean): AxisWeights {
  return cache.get(`${isRow} ${input} ${output} ${from} ${length}`, () => {
    const near = new Int32Array(length)
    const far = new Int32Array(length)
    const nearWeight = new Int32Array(length)
    const farWeight = new Int32Array(length)
    const scale = 1 / (output / input)
    for (let i = 0; i < length; i++) {
      const position = Math.fround((from + i + 0.5) * scale - 0.5)
      const index = Math.floor(position)
      const isBeyond = index < 0 || index >= input - 1
      const fraction = isRow && isBeyond ? 0 : Math.fround(position - index)
      near[i] = Math.min(Math.max(index, 0), input - 1)
      far[i] = Math.min(Math.max(index + 1, 0), input - 1)
      nearWeight[i] = roundHalfEven(Math.fround(1 - fraction) * ONE)
      farWeight[i] = roundHalfEven(fraction * ONE)
    }
    return { near, far, nearWeight, farWeight }
  })
}

/** Mean of 2 × 2 pixels (`ResizeAreaFast`). */
function halve(image: RgbImage, window: CropWindow, target: Uint8Array): void {
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

function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor
}
