import { describe, expect, it } from 'vitest'
import { mcnemarExact, quantile, wilson } from './metrics.ts'

describe('wilson', () => {
  // statsmodels.stats.proportion.proportion_confint(count, nobs, method='wilson')
  it.each([
    [222, 500, 0.4010408, 0.4878131],
    [1, 20, 0.0088814, 0.2361308],
    [0, 10, 0, 0.2775328],
    [10, 10, 0.7224672, 1],
  ])('%i of %i', (correct, total, low, high) => {
    const interval = wilson(correct, total)
    expect(interval?.[0]).toBeCloseTo(low, 5)
    expect(interval?.[1]).toBeCloseTo(high, 5)
  })

  it('says nothing of an empty sample', () => {
    expect(wilson(0, 0)).toBeNull()
  })
})

describe('mcnemarExact', () => {
  it.each([
    // 2 · (C(10,0) + C(10,1) + C(10,2)) / 2^10
    [2, 8, 112 / 1024],
    [8, 2, 112 / 1024],
    [0, 5, 2 / 32],
    [5, 5, 1],
    [0, 0, 1],
  ])('splits %i to %i', (onlyA, onlyB, p) => {
    expect(mcnemarExact(onlyA, onlyB)).toBeCloseTo(p, 12)
  })

  it('does not underflow on a whole validation set', () => {
    // Python: 2 * sum(comb(20500, i) for i in range(10001)) / 2**20500
    expect(mcnemarExact(10_000, 10_500)).toBeCloseTo(0.0004915393992, 12)
    expect(mcnemarExact(2_000, 8_000)).toBe(0)
  })
})

describe('quantile', () => {
  it('interpolates between order statistics', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
    expect(quantile([4, 1, 3, 2], 0)).toBe(1)
    expect(quantile([1, 2, 3, 4, 5], 0.9)).toBeCloseTo(4.6, 12)
  })

  it('refuses an empty sample', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError)
  })
})
