import { expect, it } from 'vitest'
import { medianOf, ratios, summarise } from './sample.ts'

it('summarises an even number of measurements by the middle between two', () => {
  expect(summarise([4, 1, 3, 2])).toEqual({ median: 2.5, low: 1, high: 4, count: 4 })
})

it('takes the ratio of each pair before the median, so that a slow moment hits both sides', () => {
  const pairs = [
    { ours: 90, theirs: 100 },
    { ours: 40, theirs: 50 },
    { ours: 9, theirs: 10 },
  ]
  const sides = [(pair: (typeof pairs)[number]) => pair.ours, (pair: (typeof pairs)[number]) => pair.theirs] as const
  expect(ratios(pairs, ...sides)).toEqual({ median: 0.9, low: 0.8, high: 0.9, count: 3 })
  expect(medianOf(pairs, ({ ours }) => ours)).toBe(40)
})

it('has nothing to say of nothing', () => {
  expect(() => summarise([])).toThrow(RangeError)
})
