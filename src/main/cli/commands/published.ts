import { Command } from 'commander'
import type { ReportFormat } from '../../../shared/report.ts'
import { formatPublished, saveText, toText } from '../../engine/index.ts'
import { print } from '../context.ts'
import { chooseFormat, formatOption, tellSaved } from './report.ts'

interface Options {
  format?: ReportFormat
  out?: string
}

/** Opens no engine: what was published depends on no home. */
export const publishedCommand = new Command('published')
  .description('list the published rows of the founding table: figures quoted from 2015, on a K40')
  .addOption(formatOption())
  .option('--out <file>', 'write to a file instead of stdout')
  .action(async ({ format, out }: Options, command: Command) => {
    const { json = false } = command.optsWithGlobals<{ json?: boolean }>()
    const rows = formatPublished(chooseFormat(format, json))
    await (out === undefined ? print(await toText(rows)) : tellSaved(await saveText(out, rows), json))
  })
