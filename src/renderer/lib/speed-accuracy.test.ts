import { expect, it } from 'vitest'
import type { ComparisonRow } from '../../shared/comparison.ts'
import { layOutChart } from './speed-accuracy.ts'

const size = { width: 600, height: 300, margin: { top: 10, right: 10, bottom: 40, left: 40 } }

/** The part of a row that the chart reads. */
const row = (run: number, top1: number | null, fps: number | null) =>
  ({
    baseline: run === 1,
    summary: {
      ...{ run, name: `run ${run}`, top1 },
      ci: { top1: top1 === null ? null : [top1 - 0.05, top1 + 0.05] },
      speed: { session: fps === null ? null : { fps } },
    },
  }) as unknown as ComparisonRow

it('places runs by the logarithm of their rate, and by top-1', () => {
  const { points, right, bottom } = layOutChart([row(1, 0.7, 100), row(2, 0.5, 1000), row(3, 0.3, 10_000)], size)
  const [first, second, third] = points.map(({ x }) => x)
  expect((second ?? 0) - (first ?? 0)).toBeCloseTo((third ?? 0) - (second ?? 0))
  expect(points.map(({ y }) => y).toSorted((a, b) => a - b)).toEqual(points.map(({ y }) => y))
  for (const { x, y, low, high } of points) {
    expect(x).toBeGreaterThan(size.margin.left)
    expect(x).toBeLessThan(right)
    expect(high).toBeLessThan(y)
    expect(low).toBeGreaterThan(y)
    expect(low).toBeLessThanOrEqual(bottom)
  }
})

it('leaves out what has no figure, and shows a single run', () => {
  expect(layOutChart([row(1, 0.7, 100), row(2, null, 10), row(3, 0.5, null)], size).points).toHaveLength(1)
  expect(layOutChart([], size).points).toEqual([])
})

it('keeps the labels of equal accuracies apart', () => {
  const { points } = layOutChart([row(1, 0.5, 100), row(2, 0.5, 110)], size)
  const [first, second] = points.map(({ labelY }) => labelY)
  expect(Math.abs((second ?? 0) - (first ?? 0))).toBeGreaterThanOrEqual(16)
})
