import type { Engine, Input } from '../../src/shared/contract.ts'
import type { PipelineSpeed, EvaluatedRun, SessionSpeed } from '../../src/shared/run.ts'

/** A run that is done, with the speeds that it measured of itself. */
export interface FinishedRun {
  readonly summary: EvaluatedRun
  readonly pipeline: PipelineSpeed
  readonly session: SessionSpeed
  /** Images per second of the sessions alone, over the time that they were measured: a mean, as the pipeline's rate is. */
  readonly sessionRate: number
}

/** A sweep whose runs are done, in the order of its sizes. */
export interface FinishedSweep {
  readonly pipeline: PipelineSpeed
  readonly runs: readonly Pick<FinishedRun, 'summary' | 'sessionRate'>[]
}

/** @throws Error where the run did not end well, or skipped an image: its figures would be those of other work */
export async function evaluate(engine: Engine, input: Input<'runs.start'>): Promise<FinishedRun> {
  const { run } = await engine.call('runs.start', input)
  return checkRun(await engine.call('runs.wait', { run }))
}

/** @throws Error as {@link evaluate} does of each run; where they were not evaluated together in one pass over the images */
export async function evaluateSweep(engine: Engine, input: Input<'sweeps.start'>): Promise<FinishedSweep> {
  const { sweep } = await engine.call('sweeps.start', input)
  const queued = await engine.call('sweeps.get', { sweep })
  for (const { run } of queued.runs) await engine.call('runs.wait', { run })
  const { runs, speed } = await engine.call('sweeps.get', { sweep })
  return checkSweep({ runs: runs.map(checkSession), pipeline: speed.pipeline })
}

function checkSweep({
  runs,
  pipeline,
}: Pick<FinishedSweep, 'runs'> & { pipeline: PipelineSpeed | null }): FinishedSweep {
  if (!pipeline) throw new Error('the sweep measured no speed of its pipeline')
  const evaluated = Math.max(...runs.map(({ summary }) => summary.images.evaluated))
  if (pipeline.images !== evaluated)
    throw new Error(
      `the sweep took ${pipeline.images} images through its pipeline, where its runs evaluated ${evaluated}`,
    )
  return { runs, pipeline }
}

export function checkRun(summary: EvaluatedRun): FinishedRun {
  const { pipeline } = summary.speed
  if (!pipeline) throw notMeasured(summary)
  return { ...checkSession(summary), pipeline }
}

function checkSession(summary: EvaluatedRun): Omit<FinishedRun, 'pipeline'> {
  const { session } = summary.speed
  if (summary.status !== 'done' || !session) throw notMeasured(summary)
  if (summary.images.skipped > 0)
    throw new Error(`the run of ${summary.model} skipped ${summary.images.skipped} of its images`)
  return { summary, session, sessionRate: session.meanFps ?? session.fps }
}

const notMeasured = ({ model, status, error }: EvaluatedRun) =>
  new Error(`the run of ${model} is ${status}: ${error?.message ?? 'without a reason'}`)

/** @throws Error where an image was decoded after all */
export function checkCached(run: FinishedRun): FinishedRun {
  const { cached, images } = run.pipeline
  if (cached !== images) throw new Error(`only ${cached} of ${images} images came from the crop cache`)
  return run
}
