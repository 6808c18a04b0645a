import { scaleLinear, scaleLog } from 'd3-scale'
import type { Interval } from '../../../../shared/metrics.ts'
import type { CurveX } from '../../../lib/curve-address.ts'
import { labelPositions, type Box, type Label } from '../../../lib/label-positions.ts'
import { drawLine, percentTicks, roomOf, type ChartPoint, type Placed, type Tick } from '../chart/line-layout.ts'
import { xAxes } from './axes.ts'
import type { CurveFigure } from './curve-figures.ts'
import type { PublishedFigure } from './published-figures.ts'

const MOST_TICKS = 6
/** Half the side of what a mark takes up. */
const MARK = 8
/** Ticks of sizes that would come nearer to each other than this are left out. */
const LEAST_GAP = 30
/** A scale is logarithmic where its values span as much. */
const DECADE = 10

export interface PlacedFigure extends CurveFigure, ChartPoint {
  /** What its size is called, where no tick says it. */
  label: (Label & { text: string }) | null
}

export interface PlacedQuote extends PublishedFigure, Placed {
  label: (Label & { text: string }) | null
}

/** Everything that is drawn, in pixels of the chart. */
export function layOutCurve(
  lines: readonly (readonly CurveFigure[])[],
  published: readonly PublishedFigure[],
  { x: axis, width, domain }: { x: CurveX; width: number; domain: Interval },
) {
  const room = roomOf(width)
  // Of all points, also of those that have no value yet: the scale does not move when they get one.
  const positions = [...lines.flat(), ...published].flatMap(({ x }) => x ?? [])
  const x = horizontal(positions, [room.left, room.right])
  const y = scaleLinear().domain(domain).range([room.bottom, room.top])
  const placed = lines.map((line) => line.flatMap((figure) => place(figure, x, y)))
  const all = placed.flat()
  const quoted = published.map((figure) => ({ ...figure, left: x(figure.x), top: y(figure.value) }))
  const named = [
    ...(axis === 'crop' ? [] : all.map((point) => ({ ...point, text: point.size }))),
    ...quoted.map((point) => ({ ...point, text: point.name })),
  ].map(({ left, top, text }) => ({ x: left, y: top, text }))
  const labels = labelPositions(named, [...all, ...quoted].map(boxOf), room).map((label, i) => {
    return { ...label, text: named[i]?.text ?? '' }
  })
  const ofQuoted = labels.slice(named.length - quoted.length)
  return {
    room,
    xTitle: `${xAxes[axis].title}${isDecades(positions) ? ', logarithmic' : ''}`,
    xTicks: axis === 'crop' ? sizeTicks(positions, x) : ticksOf(x, axis),
    yTicks: percentTicks(y),
    lines: placed.map(drawLine),
    points: all.map((point, i): PlacedFigure => ({ ...point, label: axis === 'crop' ? null : (labels[i] ?? null) })),
    published: quoted.map((point, i): PlacedQuote => ({ ...point, label: ofQuoted[i] ?? null })),
  }
}

export type CurveLayout = ReturnType<typeof layOutCurve>

function extent(values: readonly number[]): Interval {
  return values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)]
}

function isDecades(values: readonly number[]): boolean {
  const [least, most] = extent(values)
  return least > 0 && most / least >= DECADE
}

type Scale = ReturnType<typeof scaleLinear<number>> | ReturnType<typeof scaleLog<number>>

function horizontal(values: readonly number[], range: [number, number]): Scale {
  const [least, most] = extent(values)
  if (isDecades(values)) {
    const beyond = (most / least) ** 0.04
    return scaleLog()
      .domain([least / beyond, most * beyond])
      .range(range)
  }
  const beyond = least === most ? Math.max(1, Math.abs(most) * 0.2) : (most - least) * 0.04
  return scaleLinear()
    .domain([least - beyond, most + beyond])
    .range(range)
}

function place(figure: CurveFigure, x: Scale, y: (share: number) => number): Omit<PlacedFigure, 'label'>[] {
  if (figure.x === null || figure.value === null) return []
  const [low, high] = figure.interval ?? [figure.value, figure.value]
  return [
    { ...figure, key: String(figure.run.run), left: x(figure.x), top: y(figure.value), low: y(low), high: y(high) },
  ]
}

function boxOf({ left, top }: Placed): Box {
  return { left: left - MARK, right: left + MARK, top: top - MARK, bottom: top + MARK }
}

/** A tick for each size, but for those that there is no room for beside the next larger one. */
function sizeTicks(sizes: readonly number[], x: Scale): Tick[] {
  const kept: Tick[] = []
  for (const size of [...new Set(sizes)].toSorted((a, b) => b - a)) {
    const at = x(size)
    const next = kept.at(-1)
    if (!next || next.at - at >= LEAST_GAP) kept.push({ at, text: String(size) })
  }
  return kept.toReversed()
}

/**
 * A logarithmic scale offers ten ticks a decade: where there are many, 1, 2 and 5 are enough. There are fewer where two of
 * them would be written alike.
 */
function ticksOf(x: Scale, axis: CurveX): Tick[] {
  for (let most = MOST_TICKS; ; most--) {
    const all = x.ticks(most)
    const few = all.length <= 8 ? all : all.filter((value) => [1, 2, 5].includes(Number(value.toExponential()[0])))
    const ticks = few.map((value) => ({ at: x(value), text: xAxes[axis].tick(value) }))
    if (most === 1 || new Set(ticks.map(({ text }) => text)).size === ticks.length) return ticks
  }
}

/**
 * The shares that a chart shows. It grows as soon as a value needs it, and gets narrower only once half of it is empty:
 * while runs go on, the scale stays where it is for most of the time.
 */
export function steadyDomain(last: Interval | null, values: readonly number[], fromZero: boolean): Interval {
  if (values.length === 0) return last ?? [0, 1]
  const [least, most] = [fromZero ? 0 : Math.min(...values), Math.max(...values)]
  if (last && last[0] <= least && most <= last[1] && most - least >= (last[1] - last[0]) / 2) return last
  const beyond = Math.max(0.005, (most - least) * 0.05)
  const [from = 0, to = 1] = scaleLinear()
    .domain([Math.max(0, least - (fromZero ? 0 : beyond)), Math.min(1, most + beyond)])
    .nice(6)
    .domain()
  return [Math.max(0, from), Math.min(1, to)]
}
