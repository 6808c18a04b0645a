import { z } from 'zod'
import type { Comparison } from '../../shared/comparison.ts'
import { AcuityError } from '../../shared/errors.ts'
import { foundingModel, foundingRun, foundingSweep } from '../../shared/founding-sweep.ts'
import { describeFoundingSize, foundingSizes, published, PUBLISHED_SOURCE } from '../../shared/published.ts'
import type { ReportFormat } from '../../shared/report.ts'
import { RefusedRun, type SweepModel, type SweepSummary } from '../../shared/sweep.ts'
import { printableJson } from '../../shared/text.ts'
import { formatFoundingSweep, readFoundingWeights, type FoundingWeights } from '../engine/index.ts'
import { note, type Context } from './context.ts'
import { describeSpeed, followSweep, throwIfIncomplete } from './follow-sweep.ts'
import { chooseFormat, type Out } from './format-option.ts'
import { followBench, startSweep } from './jobs.ts'
import { duration } from './progress.ts'
import { runRequest, type RunOptions } from './run-request.ts'
import { wordAll } from './word-remedy.ts'
import { writeResult } from './write-result.ts'

/** What may be said of a sweep of the founding table. */
export interface FoundingOptions extends RunOptions {
  dataset?: string
  founding: boolean
  weightsDir?: string
  name?: string
  keepGoing: boolean
  resume?: string
  withPublished: boolean
  format?: ReportFormat
  out?: Out
}

/** @throws AcuityError `invalid-input` where a sweep of other models is told what only the founding table is */
export function refuseOfFounding({ weightsDir, withPublished, format, out }: FoundingOptions): void {
  const given = {
    '--weights-dir': weightsDir,
    '--with-published': withPublished || undefined,
    '--format': format,
    '--out': out,
  }
  const [first] = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  if (first === undefined) return
  const elsewhere = first === '--weights-dir' ? '' : ': "acuity compare --sweep SWEEP" has it for other models'
  throw new AcuityError('invalid-input', `${first} goes with --founding${elsewhere}.`)
}

/**
 * Evaluates the rows of the founding table that there are weights for, measures the speeds of all six in turn, and
 * writes one table of both.
 * @throws AcuityError what is wrong with the weights, or `cancelled` with how to go on
 */
export async function sweepFounding(context: Context, options: FoundingOptions): Promise<void> {
  const { engine, interrupted } = context
  const format = chooseFormat(options.format, context, options.out)
  const { sweep, refused } = await begin(context, options)
  let summary: SweepSummary | null = null
  try {
    if (sweep !== null) summary = await followed(context, sweep)
    const comparison = summary && (await compared(context, summary))
    const bench = await followBench(context, (cancel) => engine.call('bench.founding', measuring(options), cancel))
    for (const warning of bench.warnings) note(`warning: ${warning}`)
    const result = foundingSweep(bench, summary, comparison, refused)
    const { withPublished } = options
    const text =
      format === 'json'
        ? [json(withPublished ? { ...result, published, publishedSource: PUBLISHED_SOURCE } : result)]
        : formatFoundingSweep(result, { format, withPublished })
    await writeResult(text, options.out, context.json)
  } catch (error) {
    if (sweep === null || !interrupted.aborted) throw error
    throw new AcuityError('cancelled', `Interrupted: go on with "acuity sweep --founding --resume ${sweep}".`)
  }
  throwIfIncomplete(refused, summary?.runs ?? [])
}

const json = (value: unknown) => printableJson(wordAll(value), 2)

interface Begun {
  /** Null where no row can be evaluated. */
  sweep: number | null
  refused: RefusedRun[]
}

async function begin(context: Context, options: FoundingOptions): Promise<Begun> {
  const { engine } = context
  if (options.resume !== undefined) {
    const { sweep, runs } = await engine.call('sweeps.get', { sweep: options.resume })
    if (!foundingSizes.some((size) => foundingRun(size, runs)))
      throw new AcuityError('invalid-input', `Sweep ${sweep} has no run of a row of the founding table.`)
    await engine.call('sweeps.resume', { sweep })
    return { sweep, refused: [] }
  }
  if (options.weightsDir === undefined)
    throw new AcuityError('invalid-input', 'sweep --founding needs --weights-dir DIR (or --resume SWEEP).')
  const { found, unmatched } = await readFoundingWeights(options.weightsDir)
  tellFound(options.weightsDir, found, unmatched)
  if (found.length === 0) return { sweep: null, refused: [] }
  if (options.dataset === undefined)
    throw new AcuityError(
      'invalid-input',
      `There are weights in ${options.weightsDir}: name the images to evaluate them on (--dataset), or measure speeds alone ("acuity bench --founding").`,
    )
  return start(context, options.dataset, found, options)
}

/** Which rows have weights, and which files are of none. */
function tellFound(folder: string, found: readonly FoundingWeights[], unmatched: readonly string[]): void {
  for (const { size, file } of found) note(`${describeFoundingSize(size)}: ${file}`)
  for (const file of unmatched)
    note(
      `note: ${file} is passed over: its name says no row's architecture, input and crop, as alexnet_256_227.caffemodel does.`,
    )
  if (found.length === 0) note(`note: ${folder} has no weights of a row: all are measured for their speed alone.`)
}

async function start(
  context: Context,
  dataset: string,
  found: readonly FoundingWeights[],
  options: FoundingOptions,
): Promise<Begun> {
  const { name, keepGoing, recipe = 'caffe' } = options
  const weights = found.map(({ file }) => file)
  const models = found.map(({ size, file }): SweepModel => ({
    file: foundingModel(size),
    weights: file,
    sizes: [{ resize: size.input, crop: size.crop }],
  }))
  const input = { ...(await runRequest(context, dataset, { ...options, recipe, weights })), models, name, keepGoing }
  try {
    return await startSweep(context, (cancel) => context.engine.call('sweeps.start', input, cancel))
  } catch (error) {
    const refused = keepGoing && error instanceof AcuityError ? error.details['refused'] : undefined
    if (refused === undefined) throw error
    return { sweep: null, refused: z.array(RefusedRun).parse(refused) }
  }
}

async function followed(context: Context, sweep: number): Promise<SweepSummary> {
  const { engine } = context
  await followSweep(context, await engine.call('sweeps.get', { sweep }))
  const summary = await engine.call('sweeps.get', { sweep })
  note(`\nsweep ${sweep}: ${summary.name}, done in ${duration(summary.wallSeconds)}`)
  if (summary.speed.pipeline) note(describeSpeed(summary.speed))
  return summary
}

/** The rows' runs beside that of the first row; null where that has no accuracy. */
async function compared({ engine }: Context, { runs }: SweepSummary): Promise<Comparison | null> {
  const own = foundingSizes.map((size) => foundingRun(size, runs))
  const [baseline] = own
  if (baseline?.top1 == null) return null
  return engine.call('runs.compare', { runs: own.flatMap((run) => run?.run ?? []), baseline: baseline.run })
}

/** How the speeds are measured: one table, of the sweep's provider. */
function measuring({ batch, provider, threads }: FoundingOptions) {
  return { ...(batch !== undefined && { batches: [batch] }), providers: [provider], threads }
}
