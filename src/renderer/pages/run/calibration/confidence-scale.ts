import { scaleLinear } from 'd3-scale'

/** Height of a chart over confidence, in pixels, and what is left around it for its axes. */
export const CHART_HEIGHT = 264
const margin = { top: 8, right: 20, bottom: 56, left: 52 }

/** Between the columns of neighbouring bins. */
const GAP = 2

/** A chart of 15 columns over the confidence from 0 to 1, its values from 0 to `top`. */
export function confidenceScale(width: number, top: number) {
  const room = { left: margin.left, right: width - margin.right, top: margin.top, bottom: CHART_HEIGHT - margin.bottom }
  const x = scaleLinear().domain([0, 1]).range([room.left, room.right])
  const y = scaleLinear().domain([0, top]).range([room.bottom, room.top])
  return {
    room,
    x,
    y,
    /** A column of a bin from one value to another, as the attributes of a rectangle. */
    column: ({ from, to }: { from: number; to: number }, low: number, high: number) => ({
      x: x(from) + GAP / 2,
      width: Math.max(0, x(to) - x(from) - GAP),
      y: y(Math.max(low, high)),
      height: Math.abs(y(low) - y(high)),
    }),
  }
}

export type ConfidenceScale = ReturnType<typeof confidenceScale>
