import { Command, Option } from 'commander'
import { ReportFormat, ReportKind } from '../../../shared/report.ts'
import { note, print, withContext } from '../context.ts'

interface Options {
  as: ReportKind
  format?: ReportFormat
  out?: string
}

export const formatOption = () => new Option('--format <format>', 'how it is written').choices(ReportFormat.options)

export const reportCommand = new Command('report')
  .description('write what a run found')
  .argument('<run>', 'id or name')
  .addOption(new Option('--as <report>', 'which report').choices(ReportKind.options).default('summary'))
  .addOption(formatOption())
  .option('--out <file>', 'write to a file instead of stdout')
  .action((run: string, { as, format, out }: Options, command: Command) =>
    withContext(command, async ({ engine, json }) => {
      const request = { run, as, format: format ?? (json ? 'json' : 'table') } as const
      if (out === undefined) return print((await engine.call('reports.render', request)).text)
      const saved = await engine.call('reports.save', { ...request, file: out })
      note(`${saved.file}: ${saved.bytes} bytes`)
    }),
  )
