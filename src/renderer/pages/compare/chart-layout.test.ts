import { expect, it } from 'vitest'
import { layOutChart, stepPath } from './chart-layout.ts'
import type { SpeedAccuracy } from './speed-accuracy.ts'

const size = { width: 600, height: 300, margin: { top: 10, right: 10, bottom: 40, left: 40 } }

const point = (top1: number, fps: number, margin: number | null = 0.05): SpeedAccuracy => ({
  run: 1,
  name: 'a run',
  baseline: false,
  basis: '',
  mark: '',
  top1,
  fps,
  interval: margin === null ? null : [top1 - margin, top1 + margin],
})

it('positions points by the logarithm of their rate, and by top-1', () => {
  const { points, room } = layOutChart([point(0.7, 100), point(0.5, 1000), point(0.3, 10_000)], size)
  const [first, second, third] = points.map(({ x }) => x)
  expect((second ?? 0) - (first ?? 0)).toBeCloseTo((third ?? 0) - (second ?? 0))
  expect(points.map(({ y }) => y).toSorted((a, b) => a - b)).toEqual(points.map(({ y }) => y))
  for (const { x, y, low, high } of points) {
    expect(x).toBeGreaterThan(size.margin.left)
    expect(x).toBeLessThan(room.right)
    expect(high).toBeLessThan(y)
    expect(low).toBeGreaterThan(y)
    expect(low).toBeLessThanOrEqual(room.bottom)
  }
})

it('has room for a point without an interval, for a single one, and for none', () => {
  const { points, room } = layOutChart([point(0.9, 100), point(0.2, 100, null)], size)
  expect(points[1]).toMatchObject({ low: points[1]?.y, high: points[1]?.y })
  expect(points[1]?.y).toBeLessThanOrEqual(room.bottom)
  expect(layOutChart([point(0.7, 100)], size).points).toHaveLength(1)
  expect(layOutChart([], size).points).toEqual([])
})

it('shortens the label of a long name', () => {
  const [long] = layOutChart([{ ...point(0.5, 100), name: 'x'.repeat(100) }], size).points
  expect(long?.label.text).toBe(`${'x'.repeat(35)}…`)
})

it('draws the front through runs only, in steps below what they reach', () => {
  const runs = [point(0.7, 100), point(0.5, 1000), point(0.4, 500)]
  const { points, front } = layOutChart([...runs, { ...point(0.9, 5000), run: null }], size)
  const [slow, fast] = points
  expect(front).toBe(`M${slow?.x} ${slow?.y}V${fast?.y}H${fast?.x}`)
  expect(stepPath([{ x: 10, y: 5 }])).toBe('')
  expect(stepPath([])).toBe('')
})
