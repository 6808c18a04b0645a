import type { Interval } from '../../../../shared/metrics.ts'
import type { EvaluatedRun } from '../../../../shared/run.ts'
import { speedDoubts } from '../../../../shared/speed-doubt.ts'
import type { CurvePoint } from '../../../../shared/sweep-curve.ts'
import type { CurveX } from '../../../lib/curve-address.ts'
import { paretoPoints } from '../../../lib/pareto.ts'
import type { MeasuredCurve } from '../../../state/sweep-results.svelte.ts'
import { xAxes, yAxes } from './axes.ts'

/** A run as the curve shows it. */
export interface CurveFigure {
  run: EvaluatedRun
  /** Position of its line, which decides how it is drawn. */
  line: number
  model: string
  size: string
  /** Null where it has not been measured, or cannot be. */
  x: number | null
  value: number | null
  interval: Interval | null
  /** Images that the value is of. */
  images: number
  /** The value less that of the largest size of its line; null for that one itself. */
  change: number | null
  isPareto: boolean
  /** Why its position on the horizontal axis is uncertain. */
  doubts: readonly string[]
}

/**
 * What is known of each point, by lines, the smallest size of each first.
 * @param runs as of this moment, by their ids
 * @param pipelineFps of the sweep, whose runs have none of their own where they were evaluated in one pass
 */
export function curveFigures(
  { y, lines }: MeasuredCurve,
  runs: ReadonlyMap<number, EvaluatedRun>,
  { x, pipelineFps }: { x: CurveX; pipelineFps: number | null },
): CurveFigure[][] {
  const figures = lines.map(({ model, points }, line) => {
    const own = points.flatMap((point): CurveFigure[] => {
      const run = runs.get(point.run)
      if (!run) return []
      const position = { x: positionOf(run, x, pipelineFps), doubts: doubtsOf(run, x) }
      const beginning = { change: null, isPareto: false }
      return [{ run, line, model, size: point.size, ...valueNow(run, point, y), ...position, ...beginning }]
    })
    const largest = own.at(-1)?.value ?? null
    return own.map((figure, i) => {
      const { value } = figure
      const change = i === own.length - 1 || value === null || largest === null ? null : value - largest
      return { ...figure, change }
    })
  })
  const placed = figures.flat().flatMap(({ run, x: at, value }) => {
    return at === null || value === null ? [] : [{ run: run.run, x: at, y: value }]
  })
  const front = new Set(paretoPoints(placed, { x: xAxes[x].better, y: yAxes[y].better }).map(({ run }) => run))
  return figures.map((line) => line.map((figure) => ({ ...figure, isPareto: front.has(figure.run.run) })))
}

/** Accuracies are those of the run as it goes on; all else is as old as the answer is. */
function valueNow(
  { top1, top5, ci, images }: EvaluatedRun,
  point: CurvePoint,
  y: MeasuredCurve['y'],
): Pick<CurveFigure, 'value' | 'interval' | 'images'> {
  if (y === 'top1') return { value: top1, interval: ci.top1, images: images.evaluated }
  if (y === 'top5') return { value: top5, interval: ci.top5, images: images.evaluated }
  return { value: point.value, interval: point.interval, images: point.images }
}

function positionOf({ recipe, macs, speed }: EvaluatedRun, x: CurveX, pipelineFps: number | null): number | null {
  switch (x) {
    case 'crop':
      return recipe.crop
    case 'macs':
      return macs
    case 'session':
      return speed.session?.fps ?? null
    case 'pipeline':
      return speed.pipeline?.fps ?? pipelineFps
  }
}

function doubtsOf({ speed }: EvaluatedRun, x: CurveX): string[] {
  if (x !== 'session' && x !== 'pipeline') return []
  return speedDoubts(speed[x]).map((doubt) => `${xAxes[x].name} measured ${doubt}`)
}
