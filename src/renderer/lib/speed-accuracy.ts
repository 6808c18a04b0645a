import { scaleLinear, scaleLog } from 'd3-scale'
import type { ComparisonRow } from '../../shared/comparison.ts'
import { spread } from './spread.ts'

export interface ChartSize {
  width: number
  height: number
  margin: { top: number; right: number; bottom: number; left: number }
}

/** A run as a point, in pixels of the chart. */
export interface ChartPoint {
  run: number
  name: string
  baseline: boolean
  x: number
  y: number
  /** Ends of the 95% interval. */
  low: number
  high: number
  /** Where the label stands: moved off that of another point where needed. */
  labelY: number
  /** Labels of points far to the right stand at their left. */
  labelAtLeft: boolean
}

/** Between the lines of two labels. */
const LINE = 16

/** Accuracy against speed: the session rate on a logarithmic scale, top-1 on a linear one. */
export function layOutChart(rows: readonly ComparisonRow[], { width, height, margin }: ChartSize) {
  const measured = rows.flatMap(({ summary, baseline }) => {
    const { top1, ci, speed } = summary
    return top1 !== null && ci.top1 && speed.session
      ? [{ run: summary.run, name: summary.name, baseline, top1, interval: ci.top1, fps: speed.session.fps }]
      : []
  })
  const rates = measured.map(({ fps }) => fps)
  const right = width - margin.right
  const bottom = height - margin.bottom
  // Half as much room again at either side: a scale from the slowest to the fastest exactly would put points on its ends.
  const x = scaleLog()
    .domain([Math.min(...rates) / 1.5, Math.max(...rates) * 1.5])
    .range([margin.left, right])
  const y = scaleLinear()
    .domain([
      Math.min(...measured.map(({ interval }) => interval[0])),
      Math.max(...measured.map(({ interval }) => interval[1])),
    ])
    .range([bottom, margin.top])
    .nice(5)
  const labels = spread(
    measured.map(({ top1 }) => y(top1)),
    LINE,
    bottom - LINE / 2,
  )
  const points: ChartPoint[] = measured.map(({ run, name, baseline, top1, interval, fps }, index) => ({
    run,
    name,
    baseline,
    x: x(fps),
    y: y(top1),
    low: y(interval[0]),
    high: y(interval[1]),
    labelY: labels[index] ?? y(top1),
    labelAtLeft: x(fps) > margin.left + (right - margin.left) * 0.6,
  }))
  return { points, x, y, right, bottom }
}
