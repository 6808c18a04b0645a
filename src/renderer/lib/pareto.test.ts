import { expect, it } from 'vitest'
import { paretoPoints, type Better } from './pareto.ts'

const front = (x: Better, y: Better, ...all: [x: number, y: number][]) =>
  paretoPoints(
    all.map(([own, other]) => ({ x: own, y: other })),
    { x, y },
  ).map((point) => [point.x, point.y])

it('keeps what nothing beats, whichever way is better', () => {
  const all: [number, number][] = [
    [99, 0.4],
    [128, 0.7],
    [160, 0.6],
    [224, 0.9],
  ]
  expect(front('less', 'more', ...all)).toEqual([all[0], all[1], all[3]])
  expect(front('more', 'more', ...all)).toEqual([all[3]])
  expect(front('less', 'less', ...all)).toEqual([all[0]])
})

it('leaves out what is as good in one and worse in the other, and keeps equals', () => {
  expect(front('more', 'more', [100, 0.7], [200, 0.7], [200, 0.6])).toEqual([[200, 0.7]])
  expect(front('more', 'more', [200, 0.7], [200, 0.7])).toHaveLength(2)
  expect(front('more', 'more')).toEqual([])
})
