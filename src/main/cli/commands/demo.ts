import path from 'node:path'
import { Command } from 'commander'
import { ReportKind } from '../../../shared/report.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { note, print, printJson, printText, withContext, type Context } from '../context.ts'
import { shownFormat } from '../format-option.ts'
import { addSample, beginOnce, describeIndexed, describeRun, followRun, startRun } from '../jobs.ts'

export const demoCommand = new Command('demo')
  .description('the bundled sample, end to end: index, two runs, the comparison, CSV files')
  .option('--out <dir>', 'folder of the CSV files', 'acuity-demo')
  .action(({ out }: { out: string }, command: Command) =>
    withContext(command, async (context) => {
      const { engine, json } = context
      // The network that sees more comes first: it is the baseline. One for any size is for sweeps.
      const { dataset, models } = await addSample(context)
      note(await describeIndexed(context, dataset))

      const summaries: RunSummary[] = []
      for (const { model } of models.slice(0, 2)) summaries.push(await evaluate(context, dataset.name, model))
      const runs = summaries.map(({ run }) => run)
      const files = await writeFiles(context, summaries, out)
      const table = await engine.call('comparisons.render', { runs, format: json ? 'json' : shownFormat(context) })
      if (json) return printJson({ runs, comparison: JSON.parse(table.text) as unknown, files })
      await print(`\n${table.text}\nThe sample is synthetic; its classes are made up. CSV files:`)
      await printText(files.map((file) => `  ${file}`).join('\n'))
    }),
  )

async function evaluate(context: Context, dataset: string, model: number): Promise<RunSummary> {
  const input = { dataset, model, asIndexed: true }
  const start = () => startRun(context, (cancel) => context.engine.call('runs.start', input, cancel))
  const summary = await followRun(context, await beginOnce(context, start))
  note(`\n${await describeRun(context, summary)}`)
  return summary
}

async function writeFiles({ engine }: Context, runs: readonly RunSummary[], out: string): Promise<string[]> {
  const ids = runs.map(({ run }) => run)
  const saved = [
    await engine.call('comparisons.save', { runs: ids, format: 'csv', file: path.join(out, 'comparison.csv') }),
  ]
  for (const { run, model } of runs)
    // Nobody has written anything of the sample's images, all of them can be evaluated, their labels are right, and WordNet
    // knows nothing of its classes.
    for (const as of ReportKind.exclude(['annotations', 'skipped', 'damaged', 'label-order', 'groups']).options)
      saved.push(
        await engine.call('reports.save', { run, as, format: 'csv', file: path.join(out, `${model}-${as}.csv`) }),
      )
  return saved.map(({ file }) => file)
}
