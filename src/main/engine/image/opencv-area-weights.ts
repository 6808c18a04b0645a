import { roundHalfEven } from '../../../shared/half-even.ts'
import { axisOf } from './opencv-weights.ts'
import type { Size } from './rgb-image.ts'

/** One axis of a resize: output sample i is the sum of `count[i]` input samples from `first[i]` on. */
export interface OpenCvAreaWeights {
  readonly first: Int32Array
  readonly count: Int32Array
  /** Those of one output sample after those of the other, as floats. */
  readonly weights: Float32Array
}

/** How INTER_AREA resizes: by means of whole pixels, by areas, or, where a side becomes longer, between two pixels each. */
export type OpenCvAreaWay =
  | { readonly kind: 'whole'; readonly across: number; readonly down: number }
  | { readonly kind: 'cells' }
  | { readonly kind: 'linear' }

/** `DBL_EPSILON`. */
const EPSILON = 2 ** -52
/** Less of an input sample than this is left out. */
const LEAST = 1e-3

/** Decided as in `cv::hal::resize`. */
export function openCvAreaWay(image: Size, resized: Size): OpenCvAreaWay {
  const across = axisOf(image.width, resized.width).scale
  const down = axisOf(image.height, resized.height).scale
  if (across < 1 || down < 1) return { kind: 'linear' }
  const whole = { kind: 'whole', across: roundHalfEven(across), down: roundHalfEven(down) } as const
  const isWhole = Math.abs(across - whole.across) < EPSILON && Math.abs(down - whole.down) < EPSILON
  return isWhole ? whole : { kind: 'cells' }
}

/**
 * What the output samples `from`, …, `from + length - 1` cover of the input: `computeResizeAreaTab` of
 * modules/imgproc/src/resize.cpp, in the same order of operations.
 */
export function openCvAreaWeights(input: number, output: number, from: number, length: number): OpenCvAreaWeights {
  const first = new Int32Array(length)
  const count = new Int32Array(length)
  const weights: number[] = []
  const { scale } = axisOf(input, output)
  for (let i = 0; i < length; i++) {
    const begin = (from + i) * scale
    const end = begin + scale
    const cell = Math.min(scale, input - begin)
    const last = Math.min(Math.floor(end), input - 1)
    const whole = Math.min(Math.ceil(begin), last)
    const before = weights.length
    const hasPart = whole - begin > LEAST
    if (hasPart) weights.push((whole - begin) / cell)
    for (let sample = whole; sample < last; sample++) weights.push(1 / cell)
    if (end - last > LEAST) weights.push(Math.min(end - last, 1, cell) / cell)
    first[i] = hasPart ? whole - 1 : whole
    count[i] = weights.length - before
  }
  return { first, count, weights: Float32Array.from(weights) }
}
