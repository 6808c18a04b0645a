import { Command, Option } from 'commander'
import { AcuityError } from '../../../shared/errors.ts'
import { ReportFormat, ReportKind } from '../../../shared/report.ts'
import { print, withContext } from '../context.ts'
import { tellSaved } from '../write-result.ts'

interface Options {
  as: ReportKind
  format?: ReportFormat
  out?: string
}

export const formatOption = () => new Option('--format <format>', 'how it is written').choices(ReportFormat.options)

/** `--json` is `--format json`, and says what was saved as JSON too; it goes with no other format. */
export function chooseFormat(format: ReportFormat | undefined, json: boolean): ReportFormat {
  if (json && format !== undefined && format !== 'json')
    throw new AcuityError('invalid-input', `--json and --format ${format} contradict each other.`)
  return format ?? (json ? 'json' : 'table')
}

export const reportCommand = new Command('report')
  .description('write what a run found')
  .argument('<run>', 'id or name')
  .addOption(new Option('--as <report>', 'which report').choices(ReportKind.options).default('summary'))
  .addOption(formatOption())
  .option('--out <file>', 'write to a file instead of stdout')
  .action((run: string, { as, format, out }: Options, command: Command) =>
    withContext(command, async ({ engine, json }) => {
      const request = { run, as, format: chooseFormat(format, json) }
      if (out === undefined) return print((await engine.call('reports.render', request)).text)
      await tellSaved(await engine.call('reports.save', { ...request, file: out }), json)
    }),
  )
