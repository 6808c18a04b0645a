import { scaleLinear, scaleLog } from 'd3-scale'
import type { ObjectBin, ObjectCurve } from '../../../../shared/object-size.ts'
import { threeDigits } from '../../../lib/format.ts'
import { drawLine, percentTicks, roomOf, type ChartPoint, type LineLayout, type Tick } from '../chart/line-layout.ts'

/** Where objects of less than 4 pixels are drawn: half an octave below, whatever their mean. */
const LEAST = 4 / Math.SQRT2
/** Beside the first and the last point, as a factor. */
const BEYOND = 1.12
const FEW_TICKS = 3
/** What the scale reaches over where there is no bin. */
const NOTHING = [8, 64] as const

export interface PlacedBin extends ChartPoint {
  curve: ObjectCurve
  bin: ObjectBin
}

/**
 * Everything that is drawn, in pixels of the chart: each bin where the mean side of its objects is, on a logarithmic scale.
 * Objects that the crop left nothing of have no place there.
 */
export function layOutObjects(curves: readonly ObjectCurve[], width: number): LineLayout & { points: PlacedBin[] } {
  const room = roomOf(width)
  const drawn = curves.map((curve) =>
    curve.bins.filter(({ to }) => to > 0).map((bin) => ({ curve, bin, at: placeOf(bin) })),
  )
  const places = drawn.flat().map(({ at }) => at)
  const [least, most] = places.length === 0 ? NOTHING : [Math.min(...places), Math.max(...places)]
  const x = scaleLog()
    .domain([least / BEYOND, most * BEYOND])
    .range([room.left, room.right])
  const y = scaleLinear().domain([0, 1]).range([room.bottom, room.top])
  const lines = drawn.map((line, at) =>
    line.map(({ curve, bin, at: place }): PlacedBin => {
      const [low, high] = bin.interval
      const key = `${curve.run}-${bin.to}`
      return { key, line: at, left: x(place), top: y(bin.top1), low: y(low), high: y(high), curve, bin }
    }),
  )
  return {
    room,
    xTitle: 'Side of the object in what the network sees, in pixels, logarithmic',
    xTicks: sides(least / BEYOND, most * BEYOND).map((side): Tick => ({ at: x(side), text: threeDigits(side) })),
    yTicks: percentTicks(y),
    lines: lines.map(drawLine),
    points: lines.flat(),
  }
}

const placeOf = ({ from, side }: ObjectBin) => (from === 0 ? LEAST : side)

/** Octaves; where there are few, the ends of all bins, which are half as wide. */
function sides(from: number, to: number): number[] {
  const octaves = powers(from, to, 2)
  return octaves.length < FEW_TICKS ? powers(from, to, Math.SQRT2) : octaves
}

function powers(from: number, to: number, base: number): number[] {
  const exponent = (side: number) => Math.log2(side) / Math.log2(base)
  const first = Math.ceil(exponent(from))
  return Array.from({ length: Math.max(0, Math.floor(exponent(to)) - first + 1) }, (_, at) => base ** (first + at))
}
