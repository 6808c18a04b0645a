import { expect, it } from 'vitest'
import { binEdges, objectBin, type ObjectCurve } from '../../../../shared/object-size.ts'
import { layOutObjects } from './object-layout.ts'

const curve = (run: number, sides: number[]): ObjectCurve => ({
  ...{ run, size: String(run), top1: 0.5, expected: 0.5 },
  bins: sides.map((side) => {
    return { ...binEdges(objectBin(side)), side, images: 40, correct: 20, top1: 0.5, interval: [0.4, 0.6] }
  }),
})

it('places bins by the side of their objects, an octave as wide everywhere, the same for all sizes', () => {
  const { points, lines, xTicks } = layOutObjects([curve(1, [5, 10, 20]), curve(2, [10, 40])], 700)
  const [five, ten, twenty, same, forty] = points.map(({ left }) => left)
  expect(ten).toBe(same)
  expect((ten ?? 0) - (five ?? 0)).toBeCloseTo((twenty ?? 0) - (ten ?? 0), 6)
  expect(forty).toBeGreaterThan(twenty ?? 0)
  expect(lines).toHaveLength(2)
  expect(xTicks.map(({ text }) => text)).toEqual(['8', '16', '32'])
  expect(new Set(points.map(({ key }) => key)).size).toBe(5)
  for (const { low, top, high } of points) expect([high < top, top < low]).toEqual([true, true])
})

it('draws what is below four pixels just below four, and not what the crop left nothing of', () => {
  const { points, room } = layOutObjects([curve(1, [0, 0.01, 8])], 700)
  expect(points.map(({ bin }) => bin.side)).toEqual([0.01, 8])
  expect(points[0]?.left).toBeGreaterThan(room.left)
})

it('has a tick at the ends of all bins where there are few octaves', () => {
  expect(layOutObjects([curve(1, [40, 54, 71])], 700).xTicks.map(({ text }) => text)).toEqual(['45.3', '64'])
})

it('has a scale before there is a bin', () => {
  expect(layOutObjects([curve(1, [])], 700)).toMatchObject({
    points: [],
    xTicks: [{ text: '8' }, { text: '16' }, { text: '32' }, { text: '64' }],
  })
})
