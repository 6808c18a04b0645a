import { Command } from 'commander'
import type { ReportFormat } from '../../../shared/report.ts'
import { formatPublished } from '../../engine/index.ts'
import { chooseFormat, formatOption, outOption, type Out } from '../format-option.ts'
import { writeResult } from '../write-result.ts'

interface Options {
  format?: ReportFormat
  out?: Out
}

/** Opens no engine: what was published depends on no home. */
export const publishedCommand = new Command('published')
  .description('list the published rows of the founding table: figures quoted from 2015, on a K40')
  .addOption(formatOption())
  .addOption(outOption())
  .action(async ({ format, out }: Options, command: Command) => {
    const { json = false, wide = false } = command.optsWithGlobals<{ json?: boolean; wide?: boolean }>()
    await writeResult(formatPublished(chooseFormat(format, { json, wide }, out)), out, json)
  })
