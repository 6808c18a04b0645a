import type { RunProgress, RunStatus, RunSummary } from '../../shared/run.ts'
import { percent, percentRange } from '../../shared/text.ts'
import { figuresNow, imagesDone } from './run-figures.ts'

/** What decides how a sweep stands: what goes on comes before what ended, and what went wrong before what went well. */
const ORDER: readonly RunStatus[] = ['running', 'queued', 'failed', 'interrupted', 'done']

/** How a sweep stands, by its runs; done where there is none. */
export function statusOf(runs: readonly Pick<RunSummary, 'status'>[]): RunStatus {
  return ORDER.find((status) => runs.some((run) => run.status === status)) ?? 'done'
}

/** How far a sweep is, over all of its runs: an image counts once for each. */
export function imagesOf(runs: readonly RunSummary[], progress: ReadonlyMap<number, RunProgress>) {
  const figures = runs.map((run) => figuresNow(run, progress.get(run.run)))
  return {
    done: figures.reduce((sum, each) => sum + imagesDone(each), 0),
    indexed: figures.reduce((sum, { indexed }) => sum + indexed, 0),
    evaluated: figures.reduce((sum, { evaluated }) => sum + evaluated, 0),
  }
}

/** How many seconds the last of its runs will still take; null where that is known of none of them. */
export function etaOf(runs: readonly number[], progress: ReadonlyMap<number, RunProgress>): number | null {
  const known = runs.flatMap((run) => progress.get(run)?.etaSeconds ?? [])
  return known.length === 0 ? null : Math.max(...known)
}

/** From the lowest to the highest top-1 of a sweep's runs, as `43.8–92.5%`, or `60.8%` of one; null before there is any. */
export function describeTop1(runs: readonly Pick<RunSummary, 'top1'>[]): string | null {
  const known = runs.flatMap(({ top1 }) => top1 ?? [])
  if (known.length === 0) return null
  const [least, most] = [Math.min(...known), Math.max(...known)]
  return percent(least) === percent(most) ? percent(most) : percentRange([least, most])
}
