import { Command } from 'commander'
import type { ReportFormat } from '../../../shared/report.ts'
import { note, print, withContext } from '../context.ts'
import { formatOption } from './report.ts'

interface Options {
  baseline?: string
  format?: ReportFormat
  out?: string
}

export const compareCommand = new Command('compare')
  .description('lay runs side by side in the layout of the founding table')
  .argument('<runs...>', 'ids or names')
  .option('--baseline <run>', 'what deltas and speed-ups refer to (default: the first)')
  .addOption(formatOption())
  .option('--out <file>', 'write to a file instead of stdout')
  .action((runs: string[], { baseline, format, out }: Options, command: Command) =>
    withContext(command, async ({ engine, json }) => {
      const request = { runs, baseline, format: format ?? (json ? 'json' : 'table') } as const
      const { warnings } = await engine.call('runs.compare', { runs, baseline })
      for (const warning of warnings) note(`warning: ${warning}`)
      if (out === undefined) return print((await engine.call('comparisons.render', request)).text)
      const saved = await engine.call('comparisons.save', { ...request, file: out })
      note(`${saved.file}: ${saved.bytes} bytes`)
    }),
  )
