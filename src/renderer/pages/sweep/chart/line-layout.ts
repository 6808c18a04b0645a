import type { ScaleLinear } from 'd3-scale'
import type { Box } from '../../../lib/label-positions.ts'

/** Of a chart of a sweep, in pixels. */
export const HEIGHT = 390
const MARGIN = { top: 14, right: 28, bottom: 46, left: 52 }

export interface Placed {
  left: number
  top: number
}

/** A point of a line that the focus can be on. */
export interface ChartPoint extends Placed {
  /** What it is known by, among all points of the chart. */
  key: string
  /** Position of its line, which decides how it is drawn. */
  line: number
  /** Ends of the 95% interval. */
  low: number
  high: number
}

export interface Tick {
  at: number
  text: string
}

/** What is drawn around and between the points, in pixels of the chart. */
export interface LineLayout {
  room: Box
  xTitle: string
  xTicks: readonly Tick[]
  yTicks: readonly Tick[]
  lines: readonly { path: string; band: string }[]
}

/** Where points are drawn. */
export function roomOf(width: number): Box {
  return { left: MARGIN.left, top: MARGIN.top, right: width - MARGIN.right, bottom: HEIGHT - MARGIN.bottom }
}

/** From one point to the next, and the band of their intervals. */
export function drawLine(points: readonly Omit<ChartPoint, 'key' | 'line'>[]): LineLayout['lines'][number] {
  return { path: pathOf(points), band: bandOf(points) }
}

function pathOf(line: readonly Placed[]): string {
  return line.map(({ left, top }, i) => `${i === 0 ? 'M' : 'L'}${left} ${top}`).join('')
}

/** Between the intervals' upper ends and, back again, their lower ones; a single point's is a line. */
function bandOf(line: readonly Pick<ChartPoint, 'left' | 'low' | 'high'>[]): string {
  const upper = line.map(({ left, high }, i) => `${i === 0 ? 'M' : 'L'}${left} ${high}`)
  const lower = line.toReversed().map(({ left, low }) => `L${left} ${low}`)
  return line.length === 0 ? '' : `${upper.join('')}${lower.join('')}Z`
}

/** Marks of a scale of shares, with as many digits as tell them apart. */
export function percentTicks(y: ScaleLinear<number, number>): Tick[] {
  const shares = y.ticks(6)
  const isWhole = shares.every((share) => Math.abs(share * 100 - Math.round(share * 100)) < 1e-6)
  return shares.map((share) => ({ at: y(share), text: `${(share * 100).toFixed(isWhole ? 0 : 1)}%` }))
}

/** What is told of a point that is pointed at. */
export interface Told {
  name: string
  facts: readonly { term: string; value: string }[]
}

/** How a point is reached and told of. */
export interface PointState {
  /** Whether the Tab key leads to it. */
  reachable: boolean
  onshow: () => void
  onhide: () => void
}
