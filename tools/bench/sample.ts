import { quantile } from '../../src/shared/metrics.ts'

/** What several measurements of one thing came to. */
export interface Sample {
  readonly median: number
  readonly low: number
  readonly high: number
  readonly count: number
}

/** @throws RangeError where nothing was measured */
export function summarise(values: readonly number[]): Sample {
  return {
    median: quantile(values, 0.5),
    low: quantile(values, 0),
    high: quantile(values, 1),
    count: values.length,
  }
}

/** The ratio of each pair: what two sides measured one right after the other, so that other load hits both alike. */
export function ratios<P>(pairs: readonly P[], over: (pair: P) => number, under: (pair: P) => number): Sample {
  return summarise(pairs.map((pair) => over(pair) / under(pair)))
}

/** The median of one side of several pairs. */
export const medianOf = <P>(pairs: readonly P[], side: (pair: P) => number): number => summarise(pairs.map(side)).median
