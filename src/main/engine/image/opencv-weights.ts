import { roundHalfEven } from '../../../shared/half-even.ts'

/** One axis of a resize: output sample i lies between the input samples `near[i]` and `far[i]`. */
export interface OpenCvWeights {
  readonly near: Int32Array
  readonly far: Int32Array
  /** Fixed point with 11 bits after the point (`INTER_RESIZE_COEF_BITS`). */
  readonly nearWeight: Int32Array
  readonly farWeight: Int32Array
}

/** INTER_LINEAR's own, or those with which INTER_AREA enlarges. */
export type OpenCvLinear = 'linear' | 'area'

/** What it is called in `cv::hal::resize` (modules/imgproc/src/resize.cpp), whose float and double steps these are. */
interface Axis {
  readonly input: number
  /** `1 / (output / input)`, which is not `input / output`. */
  readonly scale: number
  readonly inverseScale: number
}

export const ONE: number = 1 << 11

/**
 * Where the output samples `from`, …, `from + length - 1` fall, computed in the float and double steps of
 * `cv::hal::resize`. Beyond the border samples OpenCV sets the fraction to 0 along a row, but keeps it along a column
 * and only clips the row numbers: both rows are then the same, yet their products are truncated one by one.
 */
export function openCvWeights(
  input: number,
  output: number,
  from: number,
  length: number,
  axis: 'row' | 'column',
  kind: OpenCvLinear = 'linear',
): OpenCvWeights {
  const near = new Int32Array(length)
  const far = new Int32Array(length)
  const nearWeight = new Int32Array(length)
  const farWeight = new Int32Array(length)
  const ofAxis = axisOf(input, output)
  for (let i = 0; i < length; i++) {
    const { index, fraction: exact } = kind === 'linear' ? between(ofAxis, from + i) : betweenCells(ofAxis, from + i)
    const isBeyond = index < 0 || index >= input - 1
    const fraction = axis === 'row' && isBeyond ? 0 : exact
    near[i] = Math.min(Math.max(index, 0), input - 1)
    far[i] = Math.min(Math.max(index + 1, 0), input - 1)
    nearWeight[i] = fixed(Math.fround(1 - fraction))
    farWeight[i] = fixed(fraction)
  }
  return { near, far, nearWeight, farWeight }
}

export function axisOf(input: number, output: number): Axis {
  const inverseScale = output / input
  return { input, scale: 1 / inverseScale, inverseScale }
}

/** The input sample before the middle of an output sample, and how far behind it that middle lies, as a float. */
export function between({ scale }: Axis, sample: number): { index: number; fraction: number } {
  const position = Math.fround((sample + 0.5) * scale - 0.5)
  const index = Math.floor(position)
  return { index, fraction: Math.fround(position - index) }
}

/** The input sample that an output sample begins in, and how much of it lies in the next one. */
function betweenCells({ scale, inverseScale }: Axis, sample: number): { index: number; fraction: number } {
  const index = Math.floor(sample * scale)
  const beyond = Math.fround(sample + 1 - (index + 1) * inverseScale)
  return { index, fraction: beyond <= 0 ? 0 : Math.fround(beyond - Math.floor(beyond)) }
}

/** `saturate_cast<short>(weight * INTER_RESIZE_COEF_SCALE)` of a float. */
export function fixed(weight: number): number {
  return roundHalfEven(weight * ONE)
}
