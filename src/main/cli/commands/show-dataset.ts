import { Command, Option } from 'commander'
import { DatasetReportKind, type ReportFormat } from '../../../shared/report.ts'
import { withContext } from '../context.ts'
import { chooseFormat, formatOption, outOption, type Out } from '../format-option.ts'
import { writeRendered } from '../write-result.ts'

interface Options {
  as: DatasetReportKind
  format?: ReportFormat
  out?: Out
}

export const showDatasetCommand = new Command('show')
  .description('write what indexing found of a dataset')
  .argument('<dataset>', 'name or id')
  .addOption(
    new Option(
      '--as <report>',
      'which report: faults are the files that runs skip, box-faults those whose boxes cannot be used, each with why; ' +
        'duplicates are those with an image that the dataset has under another name, disagreements those that a list, a ' +
        'folder or a name gives another class than is taken; damaged are those that runs found so',
    )
      .choices(DatasetReportKind.options)
      .default('faults'),
  )
  .addOption(formatOption())
  .addOption(outOption())
  .action((dataset: string, { as, format, out }: Options, command: Command) =>
    withContext(command, async (context) => {
      const { engine, json } = context
      const request = { dataset, as, format: chooseFormat(format, context, out) }
      const render = () => engine.call('datasets.render', request)
      const save = (file: string) => engine.call('datasets.save', { ...request, file })
      await writeRendered({ render, save }, out, json)
    }),
  )
