import { remediesOfAdvice, type Advice } from '../../shared/advice.ts'
import type { CallOptions, Input, Output } from '../../shared/contract.ts'
import type { IndexResult } from '../../shared/dataset.ts'
import type { RunProgress, RunSummary } from '../../shared/run.ts'
import { AcuityError, deserializeError } from '../../shared/errors.ts'
import { describeRecipe } from '../../shared/presets.ts'
import { percent } from '../../shared/text.ts'
import { note, type Context } from './context.ts'
import { formatChanges, formatIndex } from './format-index.ts'
import { formatRun } from './format-run.ts'
import { duration, showProgress } from './progress.ts'
import { takeBegun, tellBegun } from './supervise/supervised.ts'
import { wordAdvice } from './word-remedy.ts'

/** Indexes a folder, showing how far it is; an interrupt cancels it. */
export function indexFolder(context: Context, input: Input<'datasets.index'>): Promise<IndexResult> {
  return followIndexing(context, (cancel) => context.engine.call('datasets.index', input, cancel))
}

/** Of the files that are not as they should be, as many are named. */
const NAMED = 5

/** What indexing found, for people, with the first files that runs will skip. */
export async function describeIndexed({ engine }: Context, result: IndexResult): Promise<string> {
  const { dataset } = result
  const first = (counted: boolean, count: number) =>
    count === 0 ? [] : engine.call('datasets.skipped', { dataset, counted, count })
  const skipped = await first(true, NAMED)
  const unusable = await engine.call('datasets.unusableBoxes', { dataset, count: NAMED })
  return formatIndex(result, [...skipped, ...(await first(false, NAMED - skipped.length))], unusable)
}

/** Adds what ships with Acuity, in the same way. */
export function addSample(context: Context): Promise<Output<'sample.add'>> {
  return followIndexing(context, (cancel) => context.engine.call('sample.add', {}, cancel))
}

/** A request that an interrupt, before or while it is carried out, cancels by the signal in its options. */
type Begin<T> = (cancel: CallOptions) => Promise<T>

/** Measures, showing how far it is; an interrupt cancels it. */
export async function followBench<T>({ engine, interrupted }: Context, begin: Begin<T>): Promise<T> {
  const view = showProgress('benchmark')
  const unsubscribe = engine.on('bench.progress', ({ done, total, at }) => view.update(done, total, at))
  try {
    return await begin({ signal: interrupted })
  } finally {
    unsubscribe()
    view.end()
  }
}

/** Tries recipes, showing how far that is; an interrupt cancels it. */
export async function followDiagnosis<T>({ engine, interrupted }: Context, begin: Begin<T>): Promise<T> {
  const view = showProgress('answers')
  const unsubscribe = engine.on('diagnosis.progress', ({ done, total, at }) => view.update(done, total, at))
  try {
    return await begin({ signal: interrupted })
  } finally {
    unsubscribe()
    view.end()
  }
}

/**
 * Begins a run, showing how far its dataset is being brought up to date; an interrupt cancels that. Says which recipe it
 * has, and why that one.
 */
export async function startRun(context: Context, begin: Begin<Output<'runs.start'>>): Promise<number> {
  const { run, index } = await followIndexing(context, begin)
  if (index) note(formatChanges(index))
  const { recipe, recipeOrigin } = await context.engine.call('runs.get', { run })
  if (recipeOrigin) note(`recipe ${recipeOrigin.preset}: ${wordAdvice(recipeOrigin.because)}`)
  if (recipe) note(`  ${describeRecipe(recipe)}`)
  return run
}

/** Begins a sweep once, as {@link beginOnce} a run, showing how far its dataset is being brought up to date; an interrupt cancels that, and the trials. */
export async function startSweep(
  context: Context,
  begin: Begin<Output<'sweeps.start'>>,
): Promise<Pick<Output<'sweeps.start'>, 'sweep' | 'refused'>> {
  const begun = takeBegun()
  if (begun !== undefined) {
    const { sweep } = await context.engine.call('sweeps.resume', { sweep: begun })
    return { sweep, refused: [] }
  }
  const { index, ...started } = await followIndexing(context, begin)
  tellBegun(started.sweep)
  if (index) note(formatChanges(index))
  return started
}

/** Imports answers, showing how far their dataset is being brought up to date; an interrupt cancels both. */
export async function importAnswers(context: Context, begin: Begin<Output<'runs.import'>>): Promise<RunSummary> {
  const { run, index } = await followIndexing(context, begin)
  if (index) note(formatChanges(index))
  const summary = await context.engine.call('runs.get', { run })
  for (const warning of summary.warnings) note(`warning: ${wordAdvice(warning)}`)
  return summary
}

async function followIndexing<T>({ engine, interrupted }: Context, begin: Begin<T>): Promise<T> {
  const view = showProgress('indexing')
  const unsubscribe = engine.on('index.progress', ({ waiting, done, total, faults, etaSeconds }) => {
    const left = etaSeconds === null ? '' : `, ${duration(etaSeconds)} left`
    const detail = waiting ? 'waiting for another Acuity that indexes the folder' : `${faults} with faults${left}`
    view.update(done, total, detail)
  })
  try {
    return await begin({ signal: interrupted })
  } finally {
    unsubscribe()
    view.end()
  }
}

/**
 * Begins a run once: where an earlier process of this command has begun it and died, goes on with that one.
 * @returns its id
 */
export async function beginOnce({ engine }: Context, start: () => Promise<number>): Promise<number> {
  const begun = takeBegun()
  if (begun === undefined) {
    const run = await start()
    tellBegun(run)
    return run
  }
  const { status } = await engine.call('runs.get', { run: begun })
  if (status !== 'done') await engine.call('runs.resume', { run: begun })
  return begun
}

/**
 * Follows a queued run to its end, showing how far it is, and each of its warnings once; an interrupt cancels it.
 * @throws AcuityError why the run failed, or `cancelled` with how to go on
 */
export async function followRun(context: Context, run: number): Promise<RunSummary> {
  const summary = await watchRun(context, run)
  if (summary.error) throw deserializeError(summary.error)
  if (summary.status === 'done') return summary
  throw new AcuityError(
    'cancelled',
    `Run ${run} was interrupted after ${summary.images.evaluated} images: go on with "acuity evaluate --resume ${run}".`,
  )
}

/** A run that has ended, for people. */
export async function describeRun({ engine }: Context, summary: RunSummary): Promise<string> {
  return formatRun(summary, await engine.call('results.calibration', { run: summary.run }))
}

async function watchRun({ engine, interrupted }: Context, run: number): Promise<RunSummary> {
  const view = showProgress(`run ${run}:`)
  const told = new Set<string>()
  /** Of warnings that another order is the right one, whose figures change with the images: which. */
  const toldOrders = new Map<string, string>()
  const tell = (advice: readonly Advice[]) => {
    const warnings = advice.map(wordAdvice)
    for (const warning of warnings) if (!told.has(warning)) view.say(`warning: ${warning}`)
    for (const warning of warnings) told.add(warning)
    for (const each of advice) if (ordersIn(each) !== '') toldOrders.set(wordAdvice(each), ordersIn(each))
  }
  const isSaidStill = (warning: string, advice: readonly Advice[]) => {
    const orders = toldOrders.get(warning)
    return orders !== undefined && advice.some((each) => ordersIn(each) === orders)
  }
  const unsubscribe = engine.on('run.progress', (progress) => {
    if (progress.run !== run) return
    tell(progress.warnings)
    view.update(progress.evaluated + progress.skipped, progress.indexed, describe(progress))
  })
  const cancel = () => void engine.call('runs.cancel', { run })
  interrupted.addEventListener('abort', cancel)
  try {
    const waiting = engine.call('runs.wait', { run })
    if (interrupted.aborted) cancel()
    const summary = await waiting
    tell(summary.warnings)
    const left = summary.warnings.map(wordAdvice)
    for (const warning of told)
      if (!left.includes(warning) && !isSaidStill(warning, summary.warnings))
        view.say(`this holds no longer, after more images: ${warning}`)
    return summary
  } finally {
    interrupted.removeEventListener('abort', cancel)
    unsubscribe()
    view.end()
  }
}

/** The orders that a warning has to adopt; empty where it is another one. */
const ordersIn = (advice: Advice) =>
  remediesOfAdvice(advice)
    .flatMap((remedy) => (remedy.do === 'adopt-order' ? [remedy.order] : []))
    .join()

function describe({ phase, top1, top5, unanswered, speed, etaSeconds }: RunProgress): string {
  if (phase !== 'evaluating' || top1 === null || top5 === null) return phase
  const rate = speed.pipeline ? `, ${speed.pipeline.fps.toFixed(0)} img/s` : ''
  const eta = etaSeconds === null ? '' : `, ${duration(etaSeconds)} left`
  const without = unanswered === 0 ? '' : `, ${unanswered} without an answer`
  return `top-1 ${percent(top1)} top-5 ${percent(top5)}${without}${rate}${eta}`
}
