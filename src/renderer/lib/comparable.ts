import type { RunStatus, RunSummary, Tally } from '../../shared/run.ts'
import { count } from './format.ts'
import { statusNames } from './run-status.ts'

/** Whether a run has figures to compare, be it still at work on the rest. One that failed is for its own page. */
export function isComparable(status: RunStatus, { evaluated }: Pick<Tally, 'evaluated'>): boolean {
  return status !== 'failed' && evaluated > 0
}

/** The images that a run's figures stand on: `237 of 240 images, 3 skipped`, or `Running, 120 of 500 images`. */
export function describeCoverage(
  status: RunSummary['status'],
  { evaluated, indexed, skipped }: Pick<Tally, 'evaluated' | 'indexed' | 'skipped'>,
) {
  const images = `${count(evaluated)} of ${count(indexed)} images${skipped > 0 ? `, ${count(skipped)} skipped` : ''}`
  return status === 'done' ? images : `${statusNames[status]}, ${images}`
}
