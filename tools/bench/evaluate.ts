import type { Engine, Input } from '../../src/shared/contract.ts'
import type { PipelineSpeed, RunSummary, SessionSpeed } from '../../src/shared/run.ts'

/** A run that is done, with the speeds that it measured of itself. */
export interface FinishedRun {
  readonly summary: RunSummary
  readonly pipeline: PipelineSpeed
  readonly session: SessionSpeed
  /** Images per second of the sessions alone, over the time that they were measured: a mean, as the pipeline's rate is. */
  readonly sessionRate: number
}

/** @throws Error where the run did not end well, or skipped an image: its figures would be those of other work */
export async function evaluate(engine: Engine, input: Input<'runs.start'>): Promise<FinishedRun> {
  const { run } = await engine.call('runs.start', input)
  return checkRun(await engine.call('runs.wait', { run }))
}

export function checkRun(summary: RunSummary): FinishedRun {
  const { pipeline, session } = summary.speed
  if (summary.status !== 'done' || !pipeline || !session)
    throw new Error(`the run of ${summary.model} is ${summary.status}: ${summary.error?.message ?? 'without a reason'}`)
  if (summary.images.skipped > 0)
    throw new Error(`the run of ${summary.model} skipped ${summary.images.skipped} of its images`)
  return { summary, pipeline, session, sessionRate: session.meanFps ?? session.fps }
}

/** @throws Error where an image was decoded after all */
export function checkCached(run: FinishedRun): FinishedRun {
  const { cached, images } = run.pipeline
  if (cached !== images) throw new Error(`only ${cached} of ${images} images came from the crop cache`)
  return run
}
