import type { Advice } from '../../shared/advice.ts'
import type { Accuracies, RunProgress, RunSummary, Speed, Tally } from '../../shared/run.ts'

/** What is known of a run at this moment. */
export interface RunFigures extends Tally, Accuracies {
  speed: Speed
  /** Null where nothing is told of it: another process evaluates the run, or no event has come yet. */
  phase: RunProgress['phase'] | null
  etaSeconds: number | null
  warnings: readonly Advice[]
}

/** A run's figures as its engine tells them while it works, else as they are committed. */
export function figuresNow(summary: RunSummary, progress: RunProgress | undefined): RunFigures {
  if (progress) return progress
  const { images, top1Correct, top5Correct, top1, top5, ci, speed } = summary
  return {
    ...images,
    top1Correct,
    top5Correct,
    top1,
    top5,
    ci,
    speed,
    warnings: summary.warnings,
    phase: null,
    etaSeconds: null,
  }
}

/** A run's summary with its figures as of this moment. */
export function summaryNow<T extends RunSummary>(summary: T, progress: RunProgress | undefined): T {
  const { indexed, evaluated, unanswered, skipped, ...figures } = figuresNow(summary, progress)
  const { top1Correct, top5Correct, top1, top5, ci, speed } = figures
  const images = { ...summary.images, indexed, evaluated, unanswered, skipped }
  return { ...summary, images, top1Correct, top5Correct, top1, top5, ci, speed }
}

/** Images that are behind a run: each is evaluated or skipped. */
export function imagesDone({ evaluated, skipped }: Pick<Tally, 'evaluated' | 'skipped'>): number {
  return evaluated + skipped
}

/** Whether a run still works, or waits to. */
export function isActive({ status }: Pick<RunSummary, 'status'>): boolean {
  return status === 'running' || status === 'queued'
}
