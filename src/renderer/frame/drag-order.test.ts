import { expect, it } from 'vitest'
import { gapAt, stepsTo } from './drag-order.ts'

const entries = [0, 24, 48].map((top) => ({ top, bottom: top + 24 }))

it('is nearest to the gap on the side of the entry that the pointer is on', () => {
  expect([-5, 11, 13, 35, 37, 59, 61, 500].map((y) => gapAt(y, entries))).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
  expect(gapAt(7, [])).toBe(0)
})

it('counts the positions from where the entry is, which is none beside itself', () => {
  expect([0, 1, 2, 3].map((gap) => stepsTo(gap, 0))).toEqual([0, 0, 1, 2])
  expect([0, 1, 2, 3].map((gap) => stepsTo(gap, 2))).toEqual([-2, -1, 0, 0])
})
