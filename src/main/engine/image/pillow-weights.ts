import { checkWorkingMemory } from './limits.ts'

export type PillowFilter = 'bilinear' | 'bicubic' | 'lanczos' | 'box' | 'hamming'

/** One axis of a resize: output sample i is the sum of `weights[i * taps + t]` × input sample `first[i] + t`, t < `count[i]`. */
export interface PillowWeights {
  /** Weights stored per output sample, used or not. */
  readonly taps: number
  readonly first: Int32Array
  readonly count: Int32Array
  /** Fixed point with {@link WEIGHT_BITS} bits after the point. */
  readonly weights: Int32Array
  /** The input samples that any output sample needs: from `start`, before `end`. */
  readonly start: number
  readonly end: number
}

/** `PRECISION_BITS` of Pillow's Resample.c: 32 bits less 8 for the sample and 2 for the weights' overshoot. */
export const WEIGHT_BITS = 22

/** How far from its middle a filter reaches, in samples of the larger of the two images. */
const SUPPORT: Readonly<Record<PillowFilter, number>> = { bilinear: 1, bicubic: 2, lanczos: 3, box: 0.5, hamming: 1 }
const KERNEL: Readonly<Record<PillowFilter, (x: number) => number>> = {
  bilinear: triangle,
  bicubic: cubic,
  lanczos,
  box,
  hamming,
}

/**
 * Weights of the output samples `from`, …, `from + length - 1` of an axis resized from `input` to `output` samples:
 * `precompute_coeffs` and `normalize_coeffs_8bpc` of Pillow's libImaging/Resample.c, in the same order of operations.
 *
 * @throws ImageFault too-large
 */
export function pillowWeights(
  input: number,
  output: number,
  from: number,
  length: number,
  filter: PillowFilter,
): PillowWeights {
  const scale = input / output
  // Downscaling stretches the filter over all the input samples that an output sample covers (antialiasing).
  const filterScale = Math.max(scale, 1)
  const support = SUPPORT[filter] * filterScale
  const taps = Math.ceil(support) * 2 + 1
  checkWorkingMemory(length * taps * Int32Array.BYTES_PER_ELEMENT)
  const first = new Int32Array(length)
  const count = new Int32Array(length)
  const weights = new Int32Array(length * taps)
  for (let i = 0; i < length; i++) {
    const center = (from + i + 0.5) * scale
    const begin = Math.max(0, Math.trunc(center - support + 0.5))
    const end = Math.min(input, Math.trunc(center + support + 0.5))
    const exact: number[] = []
    for (let x = begin; x < end; x++) exact.push(KERNEL[filter]((x - center + 0.5) * (1 / filterScale)))
    const total = exact.reduce((sum, weight) => sum + weight, 0)
    exact.forEach((weight, t) => {
      const normalized = (total === 0 ? weight : weight / total) * (1 << WEIGHT_BITS)
      weights[i * taps + t] = Math.trunc(normalized + (normalized < 0 ? -0.5 : 0.5))
    })
    first[i] = begin
    count[i] = end - begin
  }
  const last = length - 1
  return { taps, first, count, weights, start: first[0] ?? 0, end: (first[last] ?? 0) + (count[last] ?? 0) }
}

function triangle(x: number): number {
  return Math.max(0, 1 - Math.abs(x))
}

/** Keys' cubic convolution with a = -0.5, as written in Resample.c (`bicubic_filter`). */
function cubic(x: number): number {
  const a = -0.5
  x = Math.abs(x)
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a
  return 0
}

/** A sinc, cut off by a wider one (`lanczos_filter`). */
function lanczos(x: number): number {
  return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0
}

function sinc(x: number): number {
  if (x === 0) return 1
  x *= Math.PI
  return Math.sin(x) / x
}

/** What lies between two input samples belongs to one of them (`box_filter`). */
function box(x: number): number {
  return x > -0.5 && x <= 0.5 ? 1 : 0
}

/** A sinc under a Hamming window, whose two numbers are floats (`hamming_filter`). */
function hamming(x: number): number {
  x = Math.abs(x)
  if (x === 0) return 1
  if (x >= 1) return 0
  x *= Math.PI
  return (Math.sin(x) / x) * (Math.fround(0.54) + Math.fround(0.46) * Math.cos(x))
}
