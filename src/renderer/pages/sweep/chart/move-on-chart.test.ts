import { expect, it } from 'vitest'
import { moveOnChart } from './move-on-chart.ts'

// As by a rate: what comes first is not what lies furthest to the left.
const points = [
  { line: 0, left: 300 },
  { line: 0, left: 200 },
  { line: 0, left: 100 },
  { line: 1, left: 120 },
  { line: 1, left: 290 },
  { line: 3, left: 210 },
]

it.each<[string, number, number | null]>([
  ['ArrowRight', 2, 1],
  ['ArrowRight', 1, 0],
  ['ArrowRight', 0, null],
  ['ArrowLeft', 0, 1],
  ['ArrowLeft', 2, null],
  ['Home', 0, 2],
  ['End', 2, 0],
  ['ArrowDown', 0, 4],
  ['ArrowDown', 2, 3],
  // Lines without a point yet are passed over.
  ['ArrowDown', 3, 5],
  ['ArrowUp', 5, 4],
  ['ArrowUp', 0, null],
  ['Enter', 0, null],
])('%s leads from %i to %s', (key, from, to) => {
  expect(moveOnChart(key, from, points)).toBe(to)
})

it('leads nowhere where there is no point', () => {
  expect(moveOnChart('End', 0, [])).toBeNull()
})
