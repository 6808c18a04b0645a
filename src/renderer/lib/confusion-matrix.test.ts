import { expect, it } from 'vitest'
import { ConfusionMatrix } from './confusion-matrix.ts'

const matrix = new ConfusionMatrix({
  labels: Int32Array.of(2, 0, 2),
  predicted: Int32Array.of(0, 2, 1),
  counts: Int32Array.of(3, 1, 1),
  images: Int32Array.of(4, 0, 10),
  unanswered: Int32Array.of(0, 0, 2),
})

it('has the pairs with their share of the true class', () =>
  expect(matrix.pairs).toEqual([
    { label: 2, predicted: 0, count: 3, share: 0.3 },
    { label: 0, predicted: 2, count: 1, share: 0.25 },
    { label: 2, predicted: 1, count: 1, share: 0.1 },
  ]))

it('counts every cell: what is neither among the wrong pairs nor without an answer is right', () => {
  const rows = [0, 1, 2].map((label) => [0, 1, 2].map((predicted) => matrix.count({ label, predicted })))
  expect(rows).toEqual([
    [3, 0, 1],
    [0, 0, 0],
    [3, 1, 4],
  ])
  expect([0, 2].map((label) => matrix.unanswered(label))).toEqual([0, 2])
  expect(matrix.unanswered()).toBe(2)
})
