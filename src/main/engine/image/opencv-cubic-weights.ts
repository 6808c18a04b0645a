import { axisOf, between, fixed } from './opencv-weights.ts'

/** One axis of a resize: output sample i is the sum of four input samples from `first[i]` on, beyond the border the last one. */
export interface OpenCvCubicWeights {
  readonly first: Int32Array
  /** Four of each output sample, in fixed point with 11 bits after the point. */
  readonly weights: Int32Array
}

/** Those of the output samples `from`, …, `from + length - 1`, as `cv::hal::resize` computes them for INTER_CUBIC. */
export function openCvCubicWeights(input: number, output: number, from: number, length: number): OpenCvCubicWeights {
  const first = new Int32Array(length)
  const weights = new Int32Array(4 * length)
  const axis = axisOf(input, output)
  for (let i = 0; i < length; i++) {
    const { index, fraction } = between(axis, from + i)
    first[i] = index - 1
    weights.set(cubic(fraction).map(fixed), 4 * i)
  }
  return { first, weights }
}

/** How many samples of a row of that many OpenCV's vectors of eight hold, which compute in floats: the rest is in fixed point. */
export function inVectors(samples: number): number {
  return samples - (samples % 8)
}

/** Keys' cubic convolution with a = -0.75: `interpolateCubic` of resize.cpp, each step a float. */
function cubic(x: number): [number, number, number, number] {
  const f = Math.fround
  const a = -0.75
  const before = f(x + 1)
  const beside = f(1 - x)
  const first = f(f(f(f(f(f(a * before) - 5 * a) * before) + 8 * a) * before) - 4 * a)
  const second = inner(x)
  const third = inner(beside)
  return [first, second, third, f(f(f(1 - first) - second) - third)]
}

/** `((A + 2)*x - (A + 3))*x*x + 1` with A = -0.75. */
function inner(x: number): number {
  const f = Math.fround
  return f(f(f(f(f(1.25 * x) - 2.25) * x) * x) + 1)
}
