import { AcuityError, deserializeError, type SerializedError } from '../../shared/errors.ts'
import type { RunProgress } from '../../shared/run.ts'
import type { RefusedRun, SweepPlan, SweepSummary } from '../../shared/sweep.ts'
import { counted, percent } from '../../shared/text.ts'
import type { Context } from './context.ts'
import { formatBytes } from './format-bytes.ts'
import { duration, showProgress, type ProgressView } from './progress.ts'
import { wordAdvice, wordError } from './word-remedy.ts'

/** More are not told in one line. */
const MOST_TOLD = 6

/**
 * Follows a sweep's queued runs to their end, together: its plan, how far they are, and each of their warnings once. What
 * fails is its own summary's, and the others go on; an interrupt cancels all.
 * @throws AcuityError `cancelled` with how to go on
 */
export async function followSweep({ engine, interrupted }: Context, { sweep, runs }: SweepSummary): Promise<void> {
  const left = runs.filter(({ status }) => status !== 'done').map(({ run }) => run)
  const view = showProgress(`sweep ${sweep}:`)
  const progress = new Map<number, RunProgress>()
  const told = new Set<string>()
  const unsubscribe = [
    engine.on('sweep.planned', (planned) => {
      if (planned.sweep === sweep) view.say(describePlan(planned.plan))
    }),
    engine.on('run.progress', (now) => {
      if (!left.includes(now.run)) return
      progress.set(now.run, now)
      for (const warning of now.warnings.map(wordAdvice)) {
        if (!told.has(warning)) view.say(`warning: run ${now.run}: ${warning}`)
        told.add(warning)
      }
      show(view, [...progress.values()])
    }),
  ]
  const cancel = () => {
    for (const run of left) void engine.call('runs.cancel', { run })
  }
  interrupted.addEventListener('abort', cancel)
  try {
    const waiting = left.map((run) => engine.call('runs.wait', { run }))
    if (interrupted.aborted) cancel()
    await Promise.all(waiting)
  } finally {
    interrupted.removeEventListener('abort', cancel)
    for (const off of unsubscribe) off()
    view.end()
  }
  if (interrupted.aborted)
    throw new AcuityError('cancelled', `Interrupted: go on with "acuity sweep --resume ${sweep}".`)
}

/**
 * To be called when all else of a sweep has been told.
 * @throws AcuityError which of its runs could not be made, which failed, and why
 */
export function throwIfIncomplete(refused: readonly RefusedRun[], runs: SweepSummary['runs']): void {
  const failed = runs.flatMap(({ run, name, error }) => (error ? [{ what: `run ${run}, ${name}`, error }] : []))
  const left = refused.map(({ model, size, error }) => ({ what: `${model} at ${size}`, error }))
  const lines = [
    ...(left.length > 0 ? ['Left out:', ...left.map(reason)] : []),
    ...(failed.length > 0 ? ['Failed:', ...failed.map(reason)] : []),
  ]
  if (lines.length > 0) throw new AcuityError('model-invalid', lines.join('\n'))
}

const reason = ({ what, error }: { what: string; error: SerializedError }) =>
  `${what}: ${wordError(deserializeError(error))}`

/** How far the run is that is least far, and what all of them have come to. */
function show(view: ProgressView, runs: readonly RunProgress[]): void {
  const evaluating = runs.filter(({ phase }) => phase === 'evaluating')
  const [last] = evaluating.toSorted((a, b) => a.evaluated + a.skipped - (b.evaluated + b.skipped))
  const [first] = runs
  if (!first) return
  if (!last) view.update(0, first.indexed, first.phase)
  else {
    const tops = evaluating.map(({ top1 }) => (top1 === null ? '–' : percent(top1)))
    const more = tops.length > MOST_TOLD ? ' …' : ''
    const eta = last.etaSeconds === null ? '' : `, ${duration(last.etaSeconds)} left`
    const detail = `${counted(evaluating.length, 'run')}, top-1 ${tops.slice(0, MOST_TOLD).join(' ')}${more}${eta}`
    view.update(last.evaluated + last.skipped, last.indexed, detail)
  }
}

/** What a sweep measured of itself, where it has evaluated something. */
export function describeSpeed({ pipeline, decode }: SweepSummary['speed']): string {
  if (!pipeline) return ''
  const cached =
    pipeline.cached === 0 ? '' : ` (${pipeline.cached} of ${counted(pipeline.images, 'image')} from the crop cache)`
  const decoding = decode ? `; decode ${decode.fps.toFixed(0)} img/s on ${counted(decode.workers, 'worker')}` : ''
  return `pipeline ${pipeline.fps.toFixed(0)} img/s from files to the predictions of all runs${cached}${decoding}`
}

/** What a sweep takes, in a sentence or two, before its first image. */
export function describePlan({ passes, images, resizes, cacheBytes, seconds }: SweepPlan): string {
  const runs = passes.reduce((sum, pass) => sum + pass.runs.length, 0)
  const memory = Math.max(...passes.map(({ memoryBytes }) => memoryBytes))
  const once =
    passes.length === 1
      ? 'in one pass'
      : `in ${passes.length} passes, as their sessions do not fit into memory together,`
  const cache =
    cacheBytes > 0 ? `, and the crop cache takes some ${formatBytes(cacheBytes)} more (--no-cache keeps none)` : ''
  return (
    `plan: ${counted(runs, 'run')} ${once} over ${counted(images, 'image')}, resized to ${counted(resizes, 'size')}: about ` +
    `${duration(seconds)}, ${formatBytes(memory)} of memory${cache}`
  )
}
