import type { ComparisonRow } from '../../../shared/comparison.ts'
import type { Interval } from '../../../shared/metrics.ts'
import { printedNumber, printedSide, published } from '../../../shared/published.ts'
import { UNCERTAIN } from '../../../shared/speed-doubt.ts'
import { describeCoverage } from '../../lib/comparable.ts'
import { paretoPoints } from '../../lib/pareto.ts'

/** What a network reaches, and how fast: a run, or a row of the published table. */
export interface SpeedAccuracy {
  /** Null for a published row: it is no run of anyone's here. */
  run: number | null
  name: string
  baseline: boolean
  top1: number
  /** The 95% interval of top-1; null where none was published. */
  interval: Interval | null
  /** Images a second. */
  fps: number
  /** What the figures stand on, and why the rate is uncertain where it is. */
  basis: string
  /** Said behind the name, also in a saved chart, where that is less than it seems; empty where it is not. */
  mark: string
}

/** The runs that have both an accuracy and a session speed. */
export function measuredRuns(rows: readonly ComparisonRow[]): SpeedAccuracy[] {
  return rows.flatMap(({ summary, baseline, doubts }) => {
    const { run, name, top1, ci, speed, status, images } = summary
    if (top1 === null || !speed.session) return []
    const basis = [describeCoverage(status, images), ...doubts].join('\n')
    const mark = `${status === 'done' ? '' : ` (${status})`}${doubts.length > 0 ? ` ${UNCERTAIN}` : ''}`
    return [{ run, name, baseline, top1, interval: ci.top1, fps: speed.session.fps, basis, mark }]
  })
}

export const publishedFigures: readonly SpeedAccuracy[] = published.flatMap(
  ({ architecture, input, crop, top1, rate }) => {
    const percentage = printedNumber(top1.figure)
    const fps = printedNumber(rate.figure)
    if (percentage === null || fps === null) return []
    // As runs are named by default.
    const name = `${architecture} ${printedSide(input)}/${printedSide(crop)}`
    const basis = 'Published, on an NVIDIA K40'
    return [{ run: null, name, baseline: false, top1: percentage / 100, interval: null, fps, basis, mark: '' }]
  },
)

/** Those that no other one beats, slowest first: each is more accurate than all that are faster. */
export function paretoFront<T extends Pick<SpeedAccuracy, 'top1' | 'fps'>>(all: readonly T[]): T[] {
  const positioned = all.map((one) => ({ one, x: one.fps, y: one.top1 }))
  const front = paretoPoints(positioned, { x: 'more', y: 'more' }).map(({ one }) => one)
  return front.toSorted((a, b) => a.fps - b.fps)
}
