import path from 'node:path'
import { Command } from 'commander'
import { ReportKind } from '../../../shared/report.ts'
import { note, print, printJson, withContext, type Context } from '../context.ts'
import { formatRun } from '../format-run.ts'
import { followRun, indexFolder } from '../jobs.ts'
import { readRecipe } from '../recipe-file.ts'
import { formatIndex } from './index-folder.ts'

/** The bundled networks, the one that sees more first: it is the baseline. */
const NETWORKS = ['sample_net_227', 'sample_net_99']

export const demoCommand = new Command('demo')
  .description('the bundled sample, end to end: index, two runs, the comparison, CSV files')
  .option('--out <dir>', 'folder of the CSV files', 'acuity-demo')
  .action(({ out }: { out: string }, command: Command) =>
    withContext(command, async (context) => {
      const { engine, json, resources } = context
      const sample = path.join(resources, 'sample')
      const dataset = await indexFolder(context, { folder: path.join(sample, 'val') })
      note(formatIndex(dataset))

      const runs: number[] = []
      for (const network of NETWORKS) {
        const run = await evaluate(context, dataset.name, path.join(sample, 'models', network))
        runs.push(run)
      }
      const files = await writeFiles(context, runs, out)
      const table = await engine.call('comparisons.render', { runs, format: json ? 'json' : 'table' })
      if (json) return printJson({ runs, comparison: JSON.parse(table.text) as unknown, files })
      await print(`\n${table.text}\nThe sample is synthetic; its classes are made up. CSV files:`)
      await print(files.map((file) => `  ${file}`).join('\n'))
    }),
  )

async function evaluate(context: Context, dataset: string, network: string): Promise<number> {
  const { engine } = context
  const recipe = await readRecipe(`${network}.recipe.json`)
  const { run } = await engine.call('runs.start', { dataset, model: `${network}.onnx`, recipe })
  const summary = await followRun(context, run)
  note(`\n${formatRun(summary)}`)
  return run
}

async function writeFiles({ engine }: Context, runs: readonly number[], out: string): Promise<string[]> {
  const saved = [
    await engine.call('comparisons.save', { runs: [...runs], format: 'csv', file: path.join(out, 'comparison.csv') }),
  ]
  for (const [i, run] of runs.entries())
    for (const as of ReportKind.options)
      saved.push(
        await engine.call('reports.save', { run, as, format: 'csv', file: path.join(out, `${NETWORKS[i]}-${as}.csv`) }),
      )
  return saved.map(({ file }) => file)
}
