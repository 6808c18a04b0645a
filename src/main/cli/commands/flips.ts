import { Command, Option } from 'commander'
import { FlipCell, FlipImageOrder, type Flips } from '../../../shared/flips.ts'
import type { ReportFormat } from '../../../shared/report.ts'
import { describeBasis, isUnfinished } from '../../../shared/run-basis.ts'
import { percent, percentRange } from '../../../shared/text.ts'
import { note, withContext } from '../context.ts'
import { findClass } from '../find-class.ts'
import { chooseFormat, formatOption, outOption, type Out } from '../format-option.ts'
import { writeRendered } from '../write-result.ts'

interface Options {
  cell: FlipCell
  label?: string
  group?: string
  tag?: string
  order: FlipImageOrder
  format?: ReportFormat
  out?: Out
}

export const flipsCommand = new Command('flips')
  .description('list the images that two runs answered in one way, with both answers')
  .argument('<first>', 'id or name')
  .argument('<second>', 'id or name')
  .addOption(
    new Option('--cell <cell>', 'lost: right in the first only; gained: right in the second only')
      .choices(FlipCell.options)
      .default('lost'),
  )
  .addOption(new Option('--label <class>', 'of one true class only, by its index, WordNet id or name'))
  .addOption(new Option('--group <group>', 'of the classes of one group only, by its WordNet id or name'))
  .addOption(new Option('--tag <tag>', 'with a tag only'))
  .addOption(
    new Option(
      '--order <order>',
      'what they are sorted by: the probability of the wrong answer, or what the true class lost or gained of its own from the first run to the second',
    )
      .choices(FlipImageOrder.options)
      .default('confidence'),
  )
  .addOption(formatOption())
  .addOption(outOption())
  .action((first: string, second: string, { cell, label, group, tag, order, format, out }: Options, command: Command) =>
    withContext(command, async (context) => {
      const { engine, json } = context
      const of = label === undefined ? null : await findClass(engine, first, label)
      const request = { first, second, cell, label: of, group, tag, order, format: chooseFormat(format, context, out) }
      for (const run of [first, second]) {
        const summary = await engine.call('runs.get', { run })
        if (isUnfinished(summary)) note(describeBasis(summary))
      }
      note(describe(await engine.call('results.flips', { first, second })))
      const render = () => engine.call('flips.render', request)
      const save = (file: string) => engine.call('flips.save', { ...request, file })
      await writeRendered({ render, save }, out, json)
    }),
  )

/** For people, beside the list: how the two runs differ altogether. */
function describe({ first, second, images, cells, top1, p }: Flips): string {
  if (!top1) return `Runs ${first} and ${second} have no image in common.`
  const counts = FlipCell.options.map((cell) => `${cells[cell]} ${cell}`).join(', ')
  return (
    `On the ${images} images that both evaluated: ${counts}. Top-1 ${percent(top1.first)} in run ${first}, ` +
    `${percent(top1.second)} in run ${second}: a difference of ${percent(top1.difference)} ` +
    `(95% ${percentRange(top1.interval)}), McNemar's exact p = ${p.toPrecision(2)}.`
  )
}
