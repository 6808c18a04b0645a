import type { Histogram } from '../../../shared/dataset-contents.ts'

/** How often a value is there. */
export interface ValueCount {
  value: number
  images: number
}

/** As many bins as are told apart at a glance, and at most. */
const BINS = 24
/** The share of the values that may lie beyond the bins at either end: a few panoramas would leave all others in one bin. */
const BEYOND = 0.01

/**
 * Values counted in bins whose width is 1, 2 or 5 times a power of ten, the least by which {@link BINS} bins reach from the
 * first percentile to the last.
 *
 * @param values at least one
 * @param finest the least width of a bin; 0 for any
 */
export function histogram(values: readonly ValueCount[], finest = 0): Histogram {
  const sorted = values.toSorted((a, b) => a.value - b.value)
  const [low, median, high] = [BEYOND, 0.5, 1 - BEYOND].map((share) => quantile(sorted, share))
  const [smallest, largest] = [sorted[0]?.value ?? 0, sorted.at(-1)?.value ?? 0]
  const step = niceStep((high ?? 0) - (low ?? 0), finest)
  const first = binOf(low ?? 0, step)
  const counts = Array.from({ length: binOf(high ?? 0, step) - first + 1 }, () => 0)
  for (const { value, images } of sorted) {
    const bin = Math.max(0, Math.min(counts.length - 1, binOf(value, step) - first))
    counts[bin] = (counts[bin] ?? 0) + images
  }
  return { first, step, counts, smallest, median: median ?? 0, largest }
}

/** The least value that at least so many of all are no larger than. */
function quantile(sorted: readonly ValueCount[], share: number): number {
  const wanted = share * sorted.reduce((sum, { images }) => sum + images, 0)
  let seen = 0
  return sorted.find(({ images }) => (seen += images) >= wanted)?.value ?? 0
}

/** A bound is of the bin above it, also where the division falls short of it by a rounding. */
const binOf = (value: number, step: number) => Math.floor(value / step + 1e-9)

function niceStep(reach: number, finest: number): number {
  // One bin less than there may be, as the ends need not lie on bounds.
  const least = Math.max(reach / (BINS - 1), finest, 1e-3)
  const power = Math.floor(Math.log10(least) + 1e-9)
  const factor = [1, 2, 5, 10].find((each) => each * 10 ** power >= least * (1 - 1e-9)) ?? 10
  // Written out: 10 ** -2 is not 0.01 to the last digit everywhere.
  return Number(`${factor}e${power}`)
}
