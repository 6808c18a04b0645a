import { ERROR_BINS, type ErrorFilter } from '../../../../shared/results.ts'
import { binRange, counted } from '../../../lib/format.ts'

export type ConfidenceRange = Pick<ErrorFilter, 'from' | 'to'>

/** The confidences of the bins from one to another, whichever comes first. Both ends belong to it, and so to two bins. */
export function rangeOf(one: number, other = one): ConfidenceRange {
  return { from: Math.min(one, other) / ERROR_BINS, to: (Math.max(one, other) + 1) / ERROR_BINS }
}

/** Whether a part of the bin lies in the range. */
export function isInRange(bin: number, { from, to }: ConfidenceRange): boolean {
  const own = rangeOf(bin)
  return own.from < to && own.to > from
}

/** The bin at a fraction of the way from the lowest confidence to the highest. */
export function binAt(fraction: number): number {
  return Math.max(0, Math.min(ERROR_BINS - 1, Math.floor(fraction * ERROR_BINS)))
}

/** `35–40%: 12 images` */
export function countInBin(bin: number, images: number): string {
  return `${binRange(rangeOf(bin))}: ${counted(images, 'image')}`
}

/** What the counts look like, for whoever does not see them. */
export function describeBins(counts: readonly number[]): string {
  const all = counts.reduce((sum, images) => sum + images, 0)
  if (all === 0) return 'No images by confidence'
  const filled = [...counts.keys()].filter((bin) => counts[bin] !== 0)
  const reach = binRange(rangeOf(filled[0] ?? 0, filled.at(-1)))
  const most = Math.max(...counts)
  return `${counted(all, 'image')} by confidence: ${reach}, most at ${countInBin(counts.indexOf(most), most)}`
}
