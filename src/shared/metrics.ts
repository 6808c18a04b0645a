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
 * How many images McNemar's test needs to find a difference between two runs, two-sided.
 *
 * Source: R. J. Connor, "Sample size for testing differences in proportions for the paired-sample design", Biometrics 43
 * (1987), eq. (2): n = (z_{1-α/2} √ψ + z_{power} √(ψ - δ²))² / δ².
 * @param discordant ψ: the part of the images that one run alone answers rightly
 * @param difference δ: the difference between the two accuracies, at most ψ either way
 * @param alpha the chance of finding one where there is none
 * @param power the chance of finding this one
 * @returns null where there is no difference to be found
 */
export function mcnemarImages(discordant: number, difference: number, alpha = 0.05, power = 0.8): number | null {
  if (difference === 0) return null
  const spread = Math.sqrt(Math.max(0, discordant - difference ** 2))
  const reach = normalQuantile(1 - alpha / 2) * Math.sqrt(discordant) + normalQuantile(power) * spread
  return Math.ceil((reach / difference) ** 2)
}

/**
 * The quantile of the standard normal distribution, to within 4.5e-4.
 *
 * Source: M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.2.23.
 * @param p between 0 and 1, without these
 */
export function normalQuantile(p: number): number {
  if (p < 0.5) return -normalQuantile(1 - p)
  const t = Math.sqrt(-2 * Math.log(1 - p))
  const above = 2.515517 + t * (0.802853 + t * 0.010328)
  return t - above / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
}

/**
 * The 95% interval of the difference between two proportions of the same images: Wilson's intervals of both, joined by
 * how far the two are correlated.
 *
 * Source: R. G. Newcombe, "Improved confidence intervals for the difference between binomial proportions based on paired
 * data", Statistics in Medicine 17 (1998), method 10.
 * @param both images that both runs answer rightly
 * @param onlyA images that only the first answers rightly
 * @param onlyB images that only the second answers rightly
 * @returns of the second's proportion less the first's; null where nothing was counted
 */
export function pairedDifference(both: number, onlyA: number, onlyB: number, neither: number): Interval | null {
  const n = both + onlyA + onlyB + neither
  const [a, b] = [wilson(both + onlyA, n), wilson(both + onlyB, n)]
  if (!a || !b) return null
  const [pA, pB] = [(both + onlyA) / n, (both + onlyB) / n]
  const phi = correlation(both, onlyA, onlyB, neither)
  const reach = (x: number, y: number) => Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y))
  return [pB - pA - reach(pB - b[0], a[1] - pA), pB - pA + reach(b[1] - pB, pA - a[0])]
}

/** The phi coefficient of a 2 × 2 table; a positive one is corrected for continuity. 0 where a margin is empty. */
function correlation(both: number, onlyA: number, onlyB: number, neither: number): number {
  const margins = (both + onlyA) * (onlyB + neither) * (both + onlyB) * (onlyA + neither)
  if (margins === 0) return 0
  const excess = both * neither - onlyA * onlyB
  const n = both + onlyA + onlyB + neither
  return (excess > 0 ? Math.max(0, excess - n / 2) : excess) / Math.sqrt(margins)
}

/**
 * Adjusted p values of several tests: those of at most q stand where a share of q of all that stand may be false.
 *
 * Source: Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995), as step-up adjusted values
 * (R's p.adjust, method "BH").
 * @returns one for each p, in their order
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const descending = p.map((value, index) => ({ value, index })).toSorted((a, b) => b.value - a.value)
  const adjusted = p.map(() => 1)
  let least = 1
  for (const [after, { value, index }] of descending.entries()) {
    least = Math.min(least, (value * p.length) / (p.length - after))
    adjusted[index] = least
  }
  return adjusted
}

/**
 * Adjusted p values of several tests: those of at most q stand with a chance of at most q that any of them is false.
 *
 * Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979), as
 * step-down adjusted values (R's p.adjust, method "holm").
 * @returns one for each p, in their order
 */
export function holm(p: readonly number[]): number[] {
  const ascending = p.map((value, index) => ({ value, index })).toSorted((a, b) => a.value - b.value)
  const adjusted = p.map(() => 1)
  let most = 0
  for (const [before, { value, index }] of ascending.entries()) {
    most = Math.max(most, Math.min(1, value * (p.length - before)))
    adjusted[index] = most
  }
  return adjusted
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
