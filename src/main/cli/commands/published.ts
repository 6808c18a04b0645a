import { Command } from 'commander'
import type { ReportFormat } from '../../../shared/report.ts'
import { formatPublished } from '../../engine/index.ts'
import { chooseFormat, formatOption } from '../format-option.ts'
import { writeResult } from '../write-result.ts'

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
    await writeResult(formatPublished(chooseFormat(format, json, out)), out, json)
  })
