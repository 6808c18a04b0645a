import { Command, Option } from 'commander'
import { DatasetReportKind, type ReportFormat } from '../../../shared/report.ts'
import { print, withContext } from '../context.ts'
import { chooseFormat, formatOption, outOption, type Out } from '../format-option.ts'
import { tellSaved } from '../write-result.ts'

interface Options {
  as: DatasetReportKind
  format?: ReportFormat
  out?: Out
}

export const showDatasetCommand = new Command('show')
  .description('write what indexing found of a dataset')
  .argument('<dataset>', 'name or id')
  .addOption(
    new Option('--as <report>', 'which report: faults are the files that runs skip, each with why')
      .choices(DatasetReportKind.options)
      .default('faults'),
  )
  .addOption(formatOption())
  .addOption(outOption())
  .action((dataset: string, { as, format, out }: Options, command: Command) =>
    withContext(command, async (context) => {
      const { engine, json } = context
      const request = { dataset, as, format: chooseFormat(format, context, out) }
      if (typeof out !== 'string') return print((await engine.call('datasets.render', request)).text)
      await tellSaved(await engine.call('datasets.save', { ...request, file: out }), json)
    }),
  )
