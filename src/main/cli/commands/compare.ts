import { Command } from 'commander'
import { AcuityError } from '../../../shared/errors.ts'
import type { Comparison } from '../../../shared/comparison.ts'
import { comparisonDoubts } from '../../../shared/founding-table.ts'
import { isForPeople, type ReportFormat } from '../../../shared/report.ts'
import { note, withContext } from '../context.ts'
import { chooseFormat, formatOption, outOption, type Out } from '../format-option.ts'
import { writeRendered } from '../write-result.ts'

interface Options {
  baseline?: string
  sweep?: string
  format?: ReportFormat
  out?: Out
  withPublished: boolean
}

export const compareCommand = new Command('compare')
  .description('lay runs side by side in the layout of the founding table')
  .argument('[runs...]', 'ids or names')
  .option('--sweep <sweep>', 'the runs of a sweep, before those that are named')
  .option(
    '--baseline <run>',
    'what deltas and speed-ups refer to; put first if it is not among the runs (default: the first)',
  )
  .option('--with-published', 'lay the published rows of the founding table below, marked as quoted', false)
  .addOption(formatOption())
  .addOption(outOption())
  .action((named: string[], { baseline, sweep, format, out, withPublished }: Options, command: Command) =>
    withContext(command, async (context) => {
      const { engine, json } = context
      const ofSweep = sweep === undefined ? [] : (await engine.call('sweeps.get', { sweep })).runs.map(({ run }) => run)
      const runs = [...ofSweep, ...named]
      if (runs.length === 0) throw new AcuityError('invalid-input', 'Name runs to compare, or a sweep (--sweep SWEEP).')
      const request = { runs, baseline, format: chooseFormat(format, context, out), withPublished }
      const comparison = await engine.call('runs.compare', { runs, baseline })
      // The table says below it what else there is to know of its figures.
      if (!(isForPeople(request.format) && typeof out !== 'string')) warn(comparison)
      const render = () => engine.call('comparisons.render', request)
      const save = (file: string) => engine.call('comparisons.save', { ...request, file })
      await writeRendered({ render, save }, out, json)
    }),
  )

function warn({ rows, warnings }: Comparison): void {
  for (const warning of [...warnings, ...comparisonDoubts(rows)]) note(`warning: ${warning}`)
}
