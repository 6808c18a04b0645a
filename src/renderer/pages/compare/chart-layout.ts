import { scaleLinear, scaleLog } from 'd3-scale'
import { labelPositions, type Box, type Label } from '../../lib/label-positions.ts'
import { paretoFront, type SpeedAccuracy } from './speed-accuracy.ts'

interface ChartSize {
  width: number
  height: number
  margin: { top: number; right: number; bottom: number; left: number }
}

/** Where a point is, in pixels of the chart. */
interface ChartPosition {
  x: number
  y: number
  /** Ends of the 95% interval. */
  low: number
  high: number
}

export interface ChartPoint extends SpeedAccuracy, ChartPosition {
  label: Label & { text: string }
}

/** Of a label: the rest of a longer name is told by the tooltip. */
const MOST_CHARACTERS = 36
/** Half the side of what a mark takes up. */
const MARK = 7

/** Accuracy against speed: the frame rate on a logarithmic scale, top-1 on a linear one. */
export function layOutChart(all: readonly SpeedAccuracy[], { width, height, margin }: ChartSize) {
  const rates = all.map(({ fps }) => fps)
  const accuracies = all.flatMap(({ top1, interval }) => interval ?? [top1])
  const room = { left: margin.left, top: margin.top, right: width - margin.right, bottom: height - margin.bottom }
  // Half as much room again at either side: a scale from the slowest to the fastest exactly would put points on its ends.
  const x = scaleLog()
    .domain([Math.min(...rates) / 1.5, Math.max(...rates) * 1.5])
    .range([room.left, room.right])
  const y = scaleLinear()
    .domain([Math.min(...accuracies), Math.max(...accuracies)])
    .range([room.bottom, room.top])
    .nice(5)
  const positioned = all.map((one) => {
    const [low, high] = one.interval ?? [one.top1, one.top1]
    return { ...one, x: x(one.fps), y: y(one.top1), low: y(low), high: y(high), text: shortened(one.name) + one.mark }
  })
  const front = paretoFront(positioned.filter(({ run }) => run !== null))
  // A label may reach a little below: what is written at the axis stands further down.
  const around = { ...room, bottom: room.bottom + MARK }
  const labels = labelPositions(positioned, [...positioned.flatMap(boxesOf), ...stepBoxes(front)], around)
  const points: ChartPoint[] = positioned.map(({ text, ...point }, index) => ({
    ...point,
    label: { text, ...(labels[index] ?? { x: point.x, y: point.y, atLeft: false }) },
  }))
  return { points, front: stepPath(front), x, y, room }
}

/** A line from the slowest to the fastest that nowhere promises more than a point has: down first, then to the right. */
export function stepPath([first, ...rest]: readonly Pick<ChartPosition, 'x' | 'y'>[]): string {
  return first && rest.length > 0 ? `M${first.x} ${first.y}${rest.map(({ x, y }) => `V${y}H${x}`).join('')}` : ''
}

function shortened(name: string): string {
  return name.length > MOST_CHARACTERS ? `${name.slice(0, MOST_CHARACTERS - 1)}…` : name
}

function boxesOf({ x, y, low, high }: ChartPosition): Box[] {
  return [
    { left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK },
    { left: x - 4, right: x + 4, top: high, bottom: low },
  ]
}

/** The level parts of the front; the others are too narrow to matter. */
function stepBoxes(front: readonly ChartPosition[]): Box[] {
  return front.flatMap(({ x, y }, index) => {
    const before = front[index - 1]
    return before ? [{ left: before.x, right: x, top: y - 1, bottom: y + 1 }] : []
  })
}
