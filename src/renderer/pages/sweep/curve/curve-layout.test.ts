import { describe, expect, it } from 'vitest'
import type { Interval } from '../../../../shared/metrics.ts'
import type { CurveX } from '../../../lib/curve-address.ts'
import type { CurveFigure } from './curve-figures.ts'
import { layOutCurve, steadyDomain } from './curve-layout.ts'
import { publishedFigures } from './published-figures.ts'

let ids = 0
const figure = (x: number | null, value: number | null, interval: Interval | null = null) =>
  ({ run: { run: ids++ }, line: 0, size: String(x), x, value, interval }) as unknown as CurveFigure

const lay = (figures: CurveFigure[], x: CurveX = 'crop', published = publishedFigures(x, 'ece')) =>
  layOutCurve([figures], published, { x, width: 800, domain: [0, 1] })

describe('the horizontal axis', () => {
  it('has a tick for each size, also for those that have no value yet, and not two on top of each other', () => {
    const { xTicks, points } = lay([figure(99, 0.4), figure(101, 0.5), figure(160, null), figure(224, 0.7)])
    expect(xTicks.map(({ text }) => text)).toEqual(['101', '160', '224'])
    expect(points).toHaveLength(3)
  })

  it('is logarithmic where values span a decade, and says so', () => {
    const middle = (...values: number[]) => {
      const { points, xTitle } = lay(
        values.map((value) => figure(value, 0.5)),
        'session',
      )
      const [a = 0, b = 0, c = 0] = points.map(({ left }) => left)
      return [(b - a) / (c - a), /logarithmic/.test(xTitle)]
    }
    expect(middle(100, 1000, 10_000)).toEqual([expect.closeTo(0.5, 9), true])
    expect(middle(100, 200, 300)).toEqual([expect.closeTo(0.5, 9), false])
  })

  it.each([
    ['small rates', 'session', [3.1, 5.4]],
    ['rates that are close together', 'pipeline', [100.2, 102.9]],
    ['networks of almost the same size', 'macs', [1.001e9, 1.019e9]],
  ] as const)('writes no two ticks alike: %s', (_, axis, values) => {
    const { xTicks } = lay(
      values.map((value) => figure(value, 0.5)),
      axis,
    )
    expect(new Set(xTicks.map(({ text }) => text)).size).toBe(xTicks.length)
    expect(xTicks.length).toBeGreaterThan(0)
  })

  it('shows a single place in its middle', () => {
    const { points, room } = lay([figure(212, 0.4), figure(212, 0.5)], 'pipeline')
    for (const { left } of points) expect(left).toBeCloseTo((room.left + room.right) / 2, 6)
  })
})

it('draws lines through what has a value, with a band from one end of the intervals to the other', () => {
  const { lines, points } = lay([figure(100, 0.4, [0.3, 0.5]), figure(150, null), figure(200, 0.8, [0.7, 0.9])])
  const [a, b] = points
  expect(lines[0]?.path).toBe(`M${a?.left} ${a?.top}L${b?.left} ${b?.top}`)
  expect(lines[0]?.band).toBe(`M${a?.left} ${a?.high}L${b?.left} ${b?.high}L${b?.left} ${b?.low}L${a?.left} ${a?.low}Z`)
  expect((a?.low ?? 0) - (a?.high ?? 0)).toBeCloseTo((b?.low ?? 0) - (b?.high ?? 0), 6)
  expect(lay([]).lines).toEqual([{ path: '', band: '' }])
})

it('names sizes at the points where no tick does, and the published rows always', () => {
  const own = [figure(500, 0.7), figure(900, 0.6)]
  expect(lay(own).points.map(({ label }) => label)).toEqual([null, null])
  const { points, published } = lay(own, 'session', publishedFigures('session', 'top1'))
  expect(points.map(({ label }) => label?.text)).toEqual(['500', '900'])
  expect(published.map(({ label }) => label?.text)).toContain('VGG_F_extralayer 128/111')
  expect(publishedFigures('crop', 'top5').map(({ x, value }) => [x, Number(value.toFixed(3))])[0]).toEqual([227, 0.802])
  expect(publishedFigures('macs', 'top1')).toEqual([])
})

describe('the vertical scale', () => {
  it.each<[Interval, string[]]>([
    [
      [0, 1],
      ['0%', '20%', '40%', '60%', '80%', '100%'],
    ],
    [
      [0.88, 0.92],
      ['88.0%', '88.5%', '89.0%', '89.5%', '90.0%', '90.5%', '91.0%', '91.5%', '92.0%'],
    ],
  ])('from %j has ticks that are what they say', (domain, texts) => {
    const { yTicks } = layOutCurve([], [], { x: 'crop', width: 800, domain })
    expect(yTicks.map(({ text }) => text)).toEqual(texts)
  })

  it('grows as soon as a value needs it, and gets narrower once half of it is empty', () => {
    const wide = steadyDomain(null, [0.1, 0.9], false)
    expect(wide[0]).toBeLessThanOrEqual(0.1)
    expect(wide[1]).toBeGreaterThanOrEqual(0.9)
    expect(steadyDomain(wide, [0.2, 0.75], false)).toBe(wide)
    const narrow = steadyDomain(wide, [0.5, 0.6], false)
    expect(narrow[1] - narrow[0]).toBeLessThan(0.3)
    expect(steadyDomain(narrow, [0.5, 0.95], false)[1]).toBeGreaterThanOrEqual(0.95)
  })

  it('never leaves what a share can be, begins at zero for errors, and is there before any value', () => {
    expect(steadyDomain(null, [0, 1], false)).toEqual([0, 1])
    expect(steadyDomain(null, [0.05, 0.06], true)[0]).toBe(0)
    expect(steadyDomain(null, [], false)).toEqual([0, 1])
    expect(steadyDomain([0.4, 0.6], [], false)).toEqual([0.4, 0.6])
    const [low, high] = steadyDomain(null, [0.7, 0.7], false)
    expect(high).toBeGreaterThan(low)
  })
})
