import { Command, Option } from 'commander'
import type { Engine } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { numberIn } from '../../../shared/name.ts'
import { isForPeople, ReportKind, type ReportFormat } from '../../../shared/report.ts'
import { describeBasis, isUnfinished } from '../../../shared/run-basis.ts'
import { SweepReportKind } from '../../../shared/sweep.ts'
import { note, withContext, type Context } from '../context.ts'
import { errorFilterOptions, readErrorFilter, type ErrorFilterOptions } from '../error-filter.ts'
import { chooseFormat, formatOption, outOption, type Out } from '../format-option.ts'
import { wordAdvice } from '../word-remedy.ts'
import { writeRendered } from '../write-result.ts'

interface Options extends ErrorFilterOptions {
  as: ReportKind | SweepReportKind
  format?: ReportFormat
  out?: Out
}

export const reportCommand = new Command('report')
  .description('write what a run found')
  .argument('<run|sweep>', 'id or name')
  .addOption(
    new Option('--as <report>', `which report: of a run, or of a sweep (${SweepReportKind.options.join(', ')})`)
      .choices([...ReportKind.options, ...SweepReportKind.options])
      .default('summary'),
  )
  .addOption(formatOption())
  .addOption(outOption())
for (const option of errorFilterOptions) reportCommand.addOption(option)
reportCommand.action((run: string, { as, format, out, ...options }: Options, command: Command) =>
  withContext(command, async (context) => {
    const { engine, json } = context
    const ofSweep = SweepReportKind.safeParse(as)
    if (ofSweep.success) return reportSweep(context, { sweep: run, as: ofSweep.data, format, out })
    const chosen = chooseFormat(format, context, out)
    const summary = await engine.call('runs.get', { run }).catch((error: unknown) => refuseSweep(engine, run, error))
    const filter = await readErrorFilter(engine, run, options)
    const request = { run, as: ReportKind.parse(as), format: chosen, filter }
    // Where the report itself has no room to say so.
    if (isUnfinished(summary) && !(isForPeople(request.format) && typeof out !== 'string')) note(describeBasis(summary))
    for (const warning of summary.warnings) note(`warning: ${wordAdvice(warning)}`)
    const render = () => engine.call('reports.render', request)
    const save = (file: string) => engine.call('reports.save', { ...request, file })
    await writeRendered({ render, save }, out, json)
  }),
)

/** Says so where what is called so is a sweep, and no run. */
async function refuseSweep(engine: Engine, name: string, cause: unknown): Promise<never> {
  const sweep = numberIn(name) === null ? await engine.call('sweeps.get', { sweep: name }).catch(() => null) : null
  if (!sweep) throw cause
  throw new AcuityError(
    'invalid-input',
    `${name} is a sweep, and no run: report it with --as ${SweepReportKind.options.join(', ')}, or one of its runs: ` +
      `${sweep.runs.map(({ run }) => run).join(', ')}.`,
  )
}

interface OfSweep {
  sweep: string
  as: SweepReportKind
  format: ReportFormat | undefined
  out: Out
}

async function reportSweep(context: Context, { sweep, as, format, out }: OfSweep): Promise<void> {
  const { engine, json } = context
  const request = { sweep, as, format: chooseFormat(format, context, out) }
  const render = () => engine.call('sweeps.render', request)
  const save = (file: string) => engine.call('sweeps.save', { ...request, file })
  await writeRendered({ render, save }, out, json)
}
