import { expect, it } from 'vitest'
import { ERROR_BINS } from '../../../../shared/results.ts'
import { binAt, describeBins, isInRange, rangeOf } from './error-bins.ts'
import { parsePercent } from './percent-text.ts'

const bins = Array.from({ length: ERROR_BINS }, (_, bin) => bin)
const countsOf = (some: Record<number, number>) => bins.map((bin) => some[bin] ?? 0)

it('the bins from one to another are the range that would be typed for them, in either direction', () => {
  expect(rangeOf(7)).toEqual({ from: parsePercent('35', 0), to: parsePercent('40', 1) })
  expect(rangeOf(11, 3)).toEqual({ from: parsePercent('15', 0), to: parsePercent('60', 1) })
  expect(rangeOf(0, ERROR_BINS - 1)).toEqual({ from: 0, to: 1 })
})

it('a bin is in a range that holds a part of it, and its neighbours are not', () => {
  expect(bins.filter((bin) => isInRange(bin, { from: 0.35, to: 0.45 }))).toEqual([7, 8])
  expect(bins.filter((bin) => isInRange(bin, { from: 0.36, to: 0.37 }))).toEqual([7])
  expect(bins.filter((bin) => isInRange(bin, { from: 0.6, to: 0.4 }))).toEqual([])
})

it('every position belongs to a bin, those beyond the ends to the first and the last', () => {
  expect([-0.2, 0, 0.049, 0.05, 0.999, 1, 1.3].map(binAt)).toEqual([0, 0, 0, 1, 19, 19, 19])
})

it('the counts are told in words', () => {
  expect(describeBins(countsOf({ 3: 4, 7: 12, 8: 1 }))).toBe(
    '17 images by confidence: 15–45%, most at 35–40%: 12 images',
  )
  expect(describeBins(countsOf({ 19: 1 }))).toBe('1 image by confidence: 95–100%, most at 95–100%: 1 image')
  expect(describeBins(countsOf({}))).toBe('No images by confidence')
})
