/** Two-sided 95% quantile of the standard normal distribution. */
export const Z95 = 1.959964

/** `[low, high]`, both fractions. */
export type Interval = [number, number]

/**
 * Wilson's score interval for a proportion, 95%.
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), eq. (4).
 * @returns null where nothing was counted.
 */
export function wilson(correct: number, total: number, z = Z95): Interval | null {
  if (total === 0) return null
  const p = correct / total
  const z2 = z * z
  const centre = p + z2 / (2 * total)
  const margin = z * Math.sqrt((p * (1 - p)) / total + z2 / (4 * total * total))
  const scale = 1 + z2 / total
  // At 0 and 1 the bounds are exact; rounding must not push them past.
  return [Math.max(0, (centre - margin) / scale), Math.min(1, (centre + margin) / scale)]
}

/**
 * McNemar's exact test between two runs on the same images: the two-sided binomial probability that `onlyA + onlyB`
 * discordant images split at least this unevenly when either side is equally likely.
 *
 * Source: Q. McNemar, Psychometrika 12 (1947); the exact form as in A. Agresti, "Categorical Data Analysis", §10.1.
 * @param onlyA images that only the first run answers rightly
 * @param onlyB images that only the second run answers rightly
 * @returns p in 0…1; 1 where there is no discordant image
 */
export function mcnemarExact(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB
  const fewer = Math.min(onlyA, onlyB)
  // Binomial terms C(n, i) / 2^n by recurrence, in logarithms: 2^-n alone underflows past a thousand images.
  let logTerm = -n * Math.LN2
  let tail = Math.exp(logTerm)
  for (let i = 1; i <= fewer; i++) {
    logTerm += Math.log((n - i + 1) / i)
    tail += Math.exp(logTerm)
  }
  return Math.min(1, 2 * tail)
}

/**
 * The q-quantile by linear interpolation between order statistics (numpy's default, Hyndman and Fan's type 7).
 * @throws RangeError on an empty sample.
 */
export function quantile(sample: readonly number[], q: number): number {
  const sorted = sample.toSorted((a, b) => a - b)
  const position = (sorted.length - 1) * q
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) throw new RangeError('quantile of an empty sample')
  return below + (above - below) * (position - Math.floor(position))
}
