import type { Interval } from '../../shared/metrics.ts'
import type { ImageResult } from '../../shared/results.ts'
import type { Tally } from '../../shared/run.ts'
import { percentRange, UNKNOWN } from '../../shared/text.ts'
import { count, counted } from './format.ts'
import { imagesDone } from './run-figures.ts'

/** A 95% interval of a fraction in percent: `89.5–95.9%`. */
export function interval(bounds: Interval | null): string {
  return bounds === null ? UNKNOWN : percentRange(bounds)
}

/** A difference of two fractions in percentage points: `+1.2`, `−18.3`; with a true minus, as wide as the plus. */
export function points(difference: number): string {
  const figure = Math.abs(100 * difference).toFixed(1)
  if (Number(figure) === 0) return '0.0'
  return `${difference < 0 ? '−' : '+'}${figure}`
}

/** A latency with three digits that mean something: `8.12 ms`. */
export function latency(milliseconds: number): string {
  const digits = milliseconds >= 100 ? milliseconds.toFixed(0) : String(Number(milliseconds.toPrecision(3)))
  return `${digits}\u202Fms`
}

/** A probability of McNemar's test, as such are written: `0.031`, `< 0.001`. */
export function pValue(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3)
}

/** How far a run is: `120 of 240 images are done`. */
export function describeDone(images: Pick<Tally, 'indexed' | 'evaluated' | 'skipped'>): string {
  return `${count(imagesDone(images))} of ${counted(images.indexed, 'image is done', 'images are done')}`
}

/** Where the true class stands among the stored predictions. */
export function describeRank({ rank, predictions }: Pick<ImageResult, 'rank' | 'predictions'>): string {
  if (predictions.length === 0) return 'No answer: the network’s output is not finite. It counts as wrong.'
  if (rank === 0) return 'The true class is the first prediction.'
  if (rank > 0) return `The true class is the ${ordinal(rank + 1)} prediction.`
  return `The true class is not among the ${predictions.length} stored predictions.`
}

const suffixes: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }
const rules = new Intl.PluralRules('en', { type: 'ordinal' })

function ordinal(value: number): string {
  return `${value}${suffixes[rules.select(value)] ?? 'th'}`
}
