import { copyWindow } from '../copy-window.ts'
import { roundHalfEven } from '../../../../shared/half-even.ts'
import { inVectors, openCvCubicWeights, type OpenCvCubicWeights } from '../opencv-cubic-weights.ts'
import type { CropWindow, RgbImage, Size } from '../rgb-image.ts'

const { fround } = Math

/** Bits after the point where both passes' weights are multiplied in. */
const BITS = 22

/**
 * `cv::resize(image, resized, INTER_CUBIC)` of OpenCV 4 for 8-bit images, bit for bit, computing only the window. Sixteen
 * input samples whatever the scale (no antialiasing), along the rows in fixed point, and along the columns in floats as
 * far as a row fills vectors of eight (`VResizeCubicVec_32s8u`), and in fixed point behind that (`VResizeCubic`,
 * modules/imgproc/src/resize.cpp). This is what builds for x86 do, whose vectors neither fuse products and sums nor are wider.
 *
 * @param target window.height × window.width × 3 bytes, written
 */
export function resampleOpenCvCubic(image: RgbImage, resized: Size, window: CropWindow, target: Uint8Array): void {
  if (image.width === resized.width && image.height === resized.height) {
    copyWindow(image, window, target)
    return
  }
  const across = openCvCubicWeights(image.width, resized.width, window.left, window.width)
  const down = openCvCubicWeights(image.height, resized.height, window.top, window.height)
  const rowLength = window.width * 3
  const inFloats = inVectors(resized.width * 3) - window.left * 3
  let to = 0
  for (let y = 0; y < window.height; y++) {
    const rows = fourFrom(down.first[y] ?? 0, image.height).map((row) => interpolateRow(image, row, across))
    const weights = [...down.weights.subarray(4 * y, 4 * y + 4)]
    for (let x = 0; x < rowLength; x++) {
      const samples = rows.map((row) => row[x] ?? 0)
      target[to++] = clip(x < inFloats ? inFloat(samples, weights) : inFixedPoint(samples, weights))
    }
  }
}

/** Those of four samples; beyond the border is the border's. */
function fourFrom(first: number, length: number): number[] {
  return [0, 1, 2, 3].map((tap) => Math.min(Math.max(first + tap, 0), length - 1))
}

function interpolateRow({ data, width }: RgbImage, row: number, { first, weights }: OpenCvCubicWeights): Int32Array {
  const sums = new Int32Array(first.length * 3)
  for (const [x, begin] of first.entries())
    for (const [tap, column] of fourFrom(begin, width).entries())
      for (let channel = 0; channel < 3; channel++) {
        const sample = data[(row * width + column) * 3 + channel] ?? 0
        sums[x * 3 + channel] = (sums[x * 3 + channel] ?? 0) + sample * (weights[4 * x + tap] ?? 0)
      }
  return sums
}

/** The last sample's product first, each step a float. */
function inFloat(samples: readonly number[], weights: readonly number[]): number {
  const products = samples.map((sample, tap) => fround(sample * fround((weights[tap] ?? 0) / 2 ** BITS)))
  return roundHalfEven(products.reduceRight((sum, product) => fround(product + sum)))
}

function inFixedPoint(samples: readonly number[], weights: readonly number[]): number {
  const sum = samples.reduce((sum, sample, tap) => (sum + Math.imul(sample, weights[tap] ?? 0)) | 0, 0)
  return ((sum + (1 << (BITS - 1))) | 0) >> BITS
}

function clip(value: number): number {
  return Math.min(Math.max(value, 0), 255)
}
