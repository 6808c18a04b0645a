import { copyWindow } from '../copy-window.ts'
import { pillowWeights, WEIGHT_BITS, type PillowFilter, type PillowWeights } from '../pillow-weights.ts'
import type { CropWindow, RgbImage, Size } from '../rgb-image.ts'

const HALF = 1 << (WEIGHT_BITS - 1)

/**
 * `Image.resize(resized, filter).crop(window)` of Pillow, bit for bit, computing only the window: antialiased,
 * in fixed point, first along the rows and then along the columns with 8 bits in between (libImaging/Resample.c,
 * `ImagingResampleInner`). A side that keeps its length is not resampled.
 *
 * @param target window.height × window.width × 3 bytes, written
 */
export function resamplePillow(
  image: RgbImage,
  resized: Size,
  window: CropWindow,
  filter: PillowFilter,
  target: Uint8Array,
): void {
  const { left, top, width, height } = window
  const sameWidth = image.width === resized.width
  const sameHeight = image.height === resized.height
  if (sameWidth && sameHeight) {
    copyWindow(image, window, target)
    return
  }
  const stride = image.width * 3
  const rowBytes = width * 3
  const across = pillowWeights(image.width, resized.width, left, width, filter)
  const down = pillowWeights(image.height, resized.height, top, height, filter)
  if (sameHeight) {
    resampleRows(image.data, top * stride, stride, height, across, target)
  } else if (sameWidth) {
    resampleColumns(image.data, left * 3, stride, down, rowBytes, target)
  } else {
    const rows = down.end - down.start
    const narrowed = new Uint8Array(rows * rowBytes)
    resampleRows(image.data, down.start * stride, stride, rows, across, narrowed)
    resampleColumns(narrowed, -down.start * rowBytes, rowBytes, down, rowBytes, target)
  }
}

/** Horizontal pass over `rows` rows of RGB that begin at `offset`, `stride` bytes apart. */
function resampleRows(
  source: Uint8Array,
  offset: number,
  stride: number,
  rows: number,
  weights: PillowWeights,
  target: Uint8Array,
): void {
  const width = weights.first.length
  let to = 0
  for (let row = 0; row < rows; row++) {
    const rowStart = offset + row * stride
    for (let x = 0; x < width; x++, to += 3) sumPixels(source, rowStart, 3, weights, x, target, to)
  }
}

/** Vertical pass over columns of RGB, `rowBytes` bytes side by side; input row y begins at `offset + y * stride`. */
function resampleColumns(
  source: Uint8Array,
  offset: number,
  stride: number,
  weights: PillowWeights,
  rowBytes: number,
  target: Uint8Array,
): void {
  const height = weights.first.length
  let to = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < rowBytes; x += 3, to += 3) sumPixels(source, offset + x, stride, weights, y, target, to)
  }
}

/** Writes output pixel `index` of a line: the weighted sum of the line's input pixels, which lie `step` bytes apart. */
function sumPixels(
  source: Uint8Array,
  lineStart: number,
  step: number,
  { taps, first, count, weights }: PillowWeights,
  index: number,
  target: Uint8Array,
  to: number,
): void {
  const begin = index * taps
  const end = begin + (count[index] ?? 0)
  let from = lineStart + (first[index] ?? 0) * step
  let red = HALF
  let green = HALF
  let blue = HALF
  for (let tap = begin; tap < end; tap++, from += step) {
    const weight = weights[tap] ?? 0
    // Whole 32-bit arithmetic, as in C: nothing here can overflow, but only this way V8 knows.
    red = (red + Math.imul(source[from] ?? 0, weight)) | 0
    green = (green + Math.imul(source[from + 1] ?? 0, weight)) | 0
    blue = (blue + Math.imul(source[from + 2] ?? 0, weight)) | 0
  }
  target[to] = clip(red >> WEIGHT_BITS)
  target[to + 1] = clip(green >> WEIGHT_BITS)
  target[to + 2] = clip(blue >> WEIGHT_BITS)
}

/** `clip8` of Resample.c: bicubic weights overshoot on both sides. */
function clip(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value
}
