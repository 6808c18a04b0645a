import { expect, it } from 'vitest'
import { binRows, describeBin, describeReach } from './histogram-text.ts'

const widths = { first: 9, step: 50, counts: [3, 1, 2], smallest: 20, median: 480, largest: 4000 }
const ratios = { first: 2, step: 0.1, counts: [1, 4], smallest: 0.2, median: 0.3, largest: 0.39 }

it('bins have bounds, without the tail of a binary fraction', () => {
  expect(binRows(widths)[1]).toEqual({ from: 500, to: 550, images: 1 })
  expect(binRows(ratios).map(({ from }) => from)).toEqual([0.2, 0.3])
})

it('the outermost say that they hold what lies beyond, where something does', () => {
  const rows = binRows(widths)
  expect([0, 1, 2].map((bin) => describeBin(rows, bin, widths, 'px'))).toEqual([
    'below 500 px: 3 images',
    '500–550 px: 1 image',
    '550 and more px: 2 images',
  ])
  expect(describeBin(binRows(ratios), 0, ratios, '')).toBe('0.2–0.3: 1 image')
})

it('the reach is told in words', () => {
  expect(describeReach(widths, 'px', 0)).toBe('from 20 to 4000 px, half of them up to 480 px')
  expect(describeReach({ ...ratios, smallest: 1, largest: 1 }, '', 2)).toBe('all 1')
})
