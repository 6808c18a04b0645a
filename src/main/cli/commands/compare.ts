import { Command, Option } from 'commander'
import type { MeasuredSession } from '../../../shared/bench.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { Comparison } from '../../../shared/comparison.ts'
import { comparisonDoubts } from '../../../shared/founding-table.ts'
import { isForPeople, PairReportKind, type ReportFormat } from '../../../shared/report.ts'
import { describeBasis, isUnfinished } from '../../../shared/run-basis.ts'
import { note, withContext, type Context } from '../context.ts'
import { chooseFormat, formatOption, outOption, type Out } from '../format-option.ts'
import { followBench } from '../jobs.ts'
import { writeRendered } from '../write-result.ts'

interface Options {
  baseline?: string
  sweep?: string
  measure: boolean
  as?: PairReportKind
  format?: ReportFormat
  out?: Out
  withPublished: boolean
}

export const compareCommand = new Command('compare')
  .description('lay runs side by side in the layout of the founding table')
  .argument('[runs...]', 'ids or names')
  .option('--sweep <sweep>', 'the runs of a sweep, before those that are named')
  .option(
    '--baseline <run>',
    'what deltas and speed-ups refer to; put first if it is not among the runs (default: the first)',
  )
  .option(
    '--measure',
    'measure the session speeds anew, all networks in turn on this machine, in place of those that the runs have',
    false,
  )
  .addOption(
    new Option(
      '--as <report>',
      'of two runs, on the images that both evaluated: groups of classes, classes or confusions, the second against the first',
    ).choices(PairReportKind.options),
  )
  .option('--with-published', 'lay the published rows of the founding table below, marked as quoted', false)
  .addOption(formatOption())
  .addOption(outOption())
  .action((named: string[], { baseline, sweep, measure, as, format, out, withPublished }: Options, command: Command) =>
    withContext(command, async (context) => {
      const { engine, json } = context
      const ofSweep = sweep === undefined ? [] : (await engine.call('sweeps.get', { sweep })).runs.map(({ run }) => run)
      const runs = [...ofSweep, ...named]
      if (runs.length === 0) throw new AcuityError('invalid-input', 'Name runs to compare, or a sweep (--sweep SWEEP).')
      const chosen = chooseFormat(format, context, out)
      if (as !== undefined) {
        if (baseline !== undefined || measure || withPublished)
          throw new AcuityError(
            'invalid-input',
            `--as ${as} goes with neither --baseline, --measure nor --with-published.`,
          )
        return reportPair(context, { runs, as, format: chosen, out })
      }
      const sessions = measure ? await measured(context, [...runs, ...(baseline === undefined ? [] : [baseline])]) : []
      const compared = { runs, baseline, sessions }
      const request = { ...compared, format: chosen, withPublished }
      const comparison = await engine.call('runs.compare', compared)
      // The table says below it what else there is to know of its figures.
      if (!(isForPeople(request.format) && typeof out !== 'string')) warn(comparison)
      const render = () => engine.call('comparisons.render', request)
      const save = (file: string) => engine.call('comparisons.save', { ...request, file })
      await writeRendered({ render, save }, out, json)
    }),
  )

interface PairRequest {
  runs: (number | string)[]
  as: PairReportKind
  format: ReportFormat
  out: Out
}

/** @throws AcuityError `invalid-input` where these are not two runs */
async function reportPair({ engine, json }: Context, { runs, out, ...what }: PairRequest): Promise<void> {
  const [first, second, ...more] = runs
  if (first === undefined || second === undefined || more.length > 0)
    throw new AcuityError('invalid-input', `Name two runs for --as ${what.as}, not ${runs.length}.`)
  const request = { first, second, ...what }
  for (const run of [first, second]) {
    const summary = await engine.call('runs.get', { run })
    if (isUnfinished(summary) && !(isForPeople(what.format) && typeof out !== 'string')) note(describeBasis(summary))
  }
  const render = () => engine.call('pairs.render', request)
  const save = (file: string) => engine.call('pairs.save', { ...request, file })
  await writeRendered({ render, save }, out, json)
}

async function measured(context: Context, runs: (number | string)[]): Promise<MeasuredSession[]> {
  return (await followBench(context, (cancel) => context.engine.call('bench.runs', { runs }, cancel))).sessions
}

function warn({ rows, warnings, measured }: Comparison): void {
  if (measured !== null) note(`note: ${measured}`)
  for (const warning of [...warnings, ...comparisonDoubts(rows)]) note(`warning: ${warning}`)
}
