import { Command } from 'commander'
import type { OutputKind } from '../../../shared/output-kind.ts'
import { printJson, printText, withContext } from '../context.ts'
import { describeRun, importAnswers } from '../jobs.ts'
import { classOffsetOption, outputsOption } from '../options.ts'
import { findDataset } from '../run-request.ts'

interface Options {
  dataset: string
  modelName?: string
  outputs?: OutputKind
  classOffset?: number
  inOrder: boolean
  partial: boolean
  name?: string
  asIndexed?: boolean
  follow?: boolean
}

export const importCommand = new Command('import')
  .description(
    'make a run of predictions or scores that were made elsewhere, as by timm: it has no speed, and is compared and reported as any other',
  )
  .argument('<file>', 'CSV, JSON or NPZ; docs/formats.md says which columns and arrays')
  .requiredOption(
    '--dataset <name|id|folder>',
    'an indexed dataset, or a folder or archive to index first; a number is an id',
  )
  .option('--model-name <name>', "what the network is called (default: the file's name)")
  .addOption(outputsOption)
  .addOption(classOffsetOption)
  .option(
    '--in-order',
    "the rows are the dataset's images in the order of their paths, whatever they are called",
    false,
  )
  .option('--partial', 'take the images alone that both have: what the file does not answer is skipped', false)
  .option('--name <name>', 'name of the run: one that no other has, and no number')
  .option('--as-indexed', 'take the dataset as it was last indexed, without looking at its folder again')
  .option('--follow', "follow links that lead out of the dataset's folder (the default, or as it was indexed)")
  .option('--no-follow', "refuse links that lead out of the dataset's folder")
  .action((file: string, options: Options, command: Command) =>
    withContext(command, async (context) => {
      const { modelName, name, outputs: outputKind, classOffset, inOrder, partial } = options
      const request = {
        ...(await findDataset(context, options.dataset, options)),
        ...{ file, modelName, name, outputKind, classOffset, inOrder, partial },
      }
      const run = await importAnswers(context, (cancel) => context.engine.call('runs.import', request, cancel))
      await (context.json ? printJson(run) : printText(await describeRun(context, run)))
    }),
  )
