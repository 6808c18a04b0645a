import { Command } from 'commander'
import type { Comparison } from '../../../shared/comparison.ts'
import { comparisonDoubts } from '../../../shared/founding-table.ts'
import { isForPeople, type ReportFormat } from '../../../shared/report.ts'
import { isUnfinished } from '../../../shared/run-basis.ts'
import { note, print, printText, withContext } from '../context.ts'
import { chooseFormat, formatOption } from '../format-option.ts'
import { tellSaved } from '../write-result.ts'

interface Options {
  baseline?: string
  format?: ReportFormat
  out?: string
  withPublished: boolean
}

export const compareCommand = new Command('compare')
  .description('lay runs side by side in the layout of the founding table')
  .argument('<runs...>', 'ids or names')
  .option(
    '--baseline <run>',
    'what deltas and speed-ups refer to; put first if it is not among the runs (default: the first)',
  )
  .option('--with-published', 'lay the published rows of the founding table below, marked as quoted', false)
  .addOption(formatOption())
  .option('--out <file>', 'write to a file instead of stdout')
  .action((runs: string[], { baseline, format, out, withPublished }: Options, command: Command) =>
    withContext(command, async ({ engine, json }) => {
      const request = { runs, baseline, format: chooseFormat(format, json, out), withPublished }
      const comparison = await engine.call('runs.compare', { runs, baseline })
      // The table says below it what else there is to know of its figures.
      if (!(isForPeople(request.format) && out === undefined)) warn(comparison)
      if (out === undefined) {
        await print((await engine.call('comparisons.render', request)).text)
        if (request.format === 'table') for (const line of describePairs(comparison)) await printText(line)
        return
      }
      await tellSaved(await engine.call('comparisons.save', { ...request, file: out }), json)
    }),
  )

function warn({ rows, warnings }: Comparison): void {
  for (const warning of [...warnings, ...comparisonDoubts(rows)]) note(`warning: ${warning}`)
}

/** Below the table: whether the runs differ by more than chance, on the images that both saw. */
function describePairs({ baseline, rows }: Comparison): string[] {
  const partial = rows.flatMap(({ summary }) => (isUnfinished(summary) ? [summary.run] : []))
  return rows.flatMap(({ summary, paired }) => {
    if (!paired) return []
    const { images, onlyBaseline, onlyThis, p } = paired
    const soFar = [baseline, summary.run].some((run) => partial.includes(run)) ? ' so far' : ''
    return [
      `run ${summary.run} against run ${baseline}, on ${images} images that both evaluated${soFar}: ` +
        `${onlyBaseline} right only in ${baseline}, ${onlyThis} only in ${summary.run}; McNemar's exact p = ${p.toPrecision(2)}`,
    ]
  })
}
