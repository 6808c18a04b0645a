import { describe, expect, it } from 'vitest'
import {
  benjaminiHochberg,
  mcnemarExact,
  mcnemarImages,
  normalQuantile,
  pairedDifference,
  quantile,
  wilson,
} from './metrics.ts'

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

describe('pairedDifference', () => {
  // Computed in Python by the formula as R's biostatUZH (confIntPairedProportion) has it, with the sign turned.
  it.each([
    [20, 12, 2, 16, -0.32921, -0.05616],
    [20, 2, 12, 16, 0.05616, 0.32921],
    [10, 20, 15, 5, -0.31611, 0.12804],
  ])('of %i both, %i and %i one only, %i neither', (both, onlyA, onlyB, neither, low, high) => {
    const interval = pairedDifference(both, onlyA, onlyB, neither)
    expect(interval?.[0]).toBeCloseTo(low, 4)
    expect(interval?.[1]).toBeCloseTo(high, 4)
  })

  it('is as far as Wilson reaches where the proportions are the same at an end, and says nothing of an empty sample', () => {
    const [low, high] = pairedDifference(10, 0, 0, 0) ?? []
    expect([low, high].map((bound) => Number(bound?.toFixed(6)))).toEqual([-0.277533, 0.277533])
    expect(pairedDifference(0, 0, 0, 0)).toBeNull()
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

describe('benjaminiHochberg', () => {
  it('adjusts p values as by hand, in their order', () => {
    // Sorted: 0.005·4/1, 0.01·4/2, 0.03·4/3, 0.04·4/4; none above a later one.
    for (const [i, p] of benjaminiHochberg([0.01, 0.04, 0.03, 0.005]).entries())
      expect(p).toBeCloseTo([0.02, 0.04, 0.04, 0.02][i] ?? NaN, 12)
    expect(benjaminiHochberg([0.5, 0.04, 0.045])).toEqual([0.5, 0.0675, 0.0675])
    expect(benjaminiHochberg([1, 1])).toEqual([1, 1])
    expect(benjaminiHochberg([])).toEqual([])
  })
})

describe('mcnemarImages', () => {
  it('is as many as give the test its power', () => {
    // ((1.95996 · √0.3 + 0.84162 · √(0.3 - 0.1²)) / 0.1)², and the same at 90% power
    expect(mcnemarImages(0.3, 0.1)).toBe(234)
    expect(mcnemarImages(0.3, -0.1)).toBe(234)
    expect(mcnemarImages(0.3, 0.1, 0.05, 0.9)).toBe(312)
  })

  it('is more the smaller the difference, the rarer a false finding, and the more the two answer differently', () => {
    const some = mcnemarImages(0.1, 0.02) ?? NaN
    expect(mcnemarImages(0.1, 0.01)).toBeGreaterThan(some)
    expect(mcnemarImages(0.1, 0.02, 0.001)).toBeGreaterThan(some)
    expect(mcnemarImages(0.2, 0.02)).toBeGreaterThan(some)
    expect(mcnemarImages(0.1, 0)).toBeNull()
  })
})

it.each([
  [0.5, 0],
  [0.8, 0.841621],
  [0.975, 1.959964],
  [0.9995, 3.290527],
  [0.025, -1.959964],
])('the normal quantile of %d is %d', (p, z) => expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(4.5e-4))
