import path from 'node:path'
import { Command, Option } from 'commander'
import { AcuityError } from '../../../shared/errors.ts'
import { ReportFormat, ReportKind } from '../../../shared/report.ts'
import { describeBasis, isUnfinished } from '../../../shared/run-basis.ts'
import { isForPeople } from '../../engine/index.ts'
import { note, print, withContext } from '../context.ts'
import { errorFilterOptions, readErrorFilter, type ErrorFilterOptions } from '../error-filter.ts'
import { tellSaved } from '../write-result.ts'

interface Options extends ErrorFilterOptions {
  as: ReportKind
  format?: ReportFormat
  out?: string
}

export const formatOption = () =>
  new Option(
    '--format <format>',
    'how it is written (default: as the extension of --out says, .csv, .json or .md; else table)',
  ).choices(ReportFormat.options)

/**
 * `--json` is `--format json`, and says what was saved as JSON too; it goes with no other format. Where neither is
 * given, a file's extension tells.
 */
export function chooseFormat(format: ReportFormat | undefined, json: boolean, out: string | undefined): ReportFormat {
  if (json && format !== undefined && format !== 'json')
    throw new AcuityError('invalid-input', `--json and --format ${format} contradict each other.`)
  if (format !== undefined) return format
  if (json) return 'json'
  const extension = path.extname(out ?? '').toLowerCase()
  return ReportFormat.options.find((known) => extension === `.${known}`) ?? 'table'
}

export const reportCommand = new Command('report')
  .description('write what a run found')
  .argument('<run>', 'id or name')
  .addOption(new Option('--as <report>', 'which report').choices(ReportKind.options).default('summary'))
  .addOption(formatOption())
  .option('--out <file>', 'write to a file instead of stdout')
for (const option of errorFilterOptions) reportCommand.addOption(option)
reportCommand.action((run: string, { as, format, out, ...options }: Options, command: Command) =>
  withContext(command, async ({ engine, json }) => {
    const filter = await readErrorFilter(engine, run, options)
    const request = { run, as, format: chooseFormat(format, json, out), filter }
    const summary = await engine.call('runs.get', { run })
    // Where the report itself has no room to say so.
    if (isUnfinished(summary) && !(isForPeople(request.format) && out === undefined)) note(describeBasis(summary))
    for (const warning of summary.warnings) note(`warning: ${warning}`)
    if (out === undefined) return print((await engine.call('reports.render', request)).text)
    await tellSaved(await engine.call('reports.save', { ...request, file: out }), json)
  }),
)
