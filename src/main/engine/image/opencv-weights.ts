/** One axis of a resize: output sample i lies between the input samples `near[i]` and `far[i]`. */
export interface OpenCvWeights {
  readonly near: Int32Array
  readonly far: Int32Array
  /** Fixed point with 11 bits after the point (`INTER_RESIZE_COEF_BITS`). */
  readonly nearWeight: Int32Array
  readonly farWeight: Int32Array
}

const ONE = 1 << 11

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
): OpenCvWeights {
  const near = new Int32Array(length)
  const far = new Int32Array(length)
  const nearWeight = new Int32Array(length)
  const farWeight = new Int32Array(length)
  const scale = 1 / (output / input)
  for (let i = 0; i < length; i++) {
    const position = Math.fround((from + i + 0.5) * scale - 0.5)
    const index = Math.floor(position)
    const isBeyond = index < 0 || index >= input - 1
    const fraction = axis === 'row' && isBeyond ? 0 : Math.fround(position - index)
    near[i] = Math.min(Math.max(index, 0), input - 1)
    far[i] = Math.min(Math.max(index + 1, 0), input - 1)
    nearWeight[i] = roundHalfEven(Math.fround(1 - fraction) * ONE)
    farWeight[i] = roundHalfEven(fraction * ONE)
  }
  return { near, far, nearWeight, farWeight }
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor
}
