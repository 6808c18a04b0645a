import { Command, Option } from 'commander'
import { isForPeople, ReportKind, type ReportFormat } from '../../../shared/report.ts'
import { describeBasis, isUnfinished } from '../../../shared/run-basis.ts'
import { note, print, withContext } from '../context.ts'
import { errorFilterOptions, readErrorFilter, type ErrorFilterOptions } from '../error-filter.ts'
import { chooseFormat, formatOption, outOption, type Out } from '../format-option.ts'
import { wordAdvice } from '../word-remedy.ts'
import { tellSaved } from '../write-result.ts'

interface Options extends ErrorFilterOptions {
  as: ReportKind
  format?: ReportFormat
  out?: Out
}

export const reportCommand = new Command('report')
  .description('write what a run found')
  .argument('<run>', 'id or name')
  .addOption(new Option('--as <report>', 'which report').choices(ReportKind.options).default('summary'))
  .addOption(formatOption())
  .addOption(outOption())
for (const option of errorFilterOptions) reportCommand.addOption(option)
reportCommand.action((run: string, { as, format, out, ...options }: Options, command: Command) =>
  withContext(command, async (context) => {
    const { engine, json } = context
    const filter = await readErrorFilter(engine, run, options)
    const request = { run, as, format: chooseFormat(format, context, out), filter }
    const summary = await engine.call('runs.get', { run })
    // Where the report itself has no room to say so.
    if (isUnfinished(summary) && !(isForPeople(request.format) && typeof out !== 'string')) note(describeBasis(summary))
    for (const warning of summary.warnings) note(`warning: ${wordAdvice(warning)}`)
    if (typeof out !== 'string') return print((await engine.call('reports.render', request)).text)
    await tellSaved(await engine.call('reports.save', { ...request, file: out }), json)
  }),
)
