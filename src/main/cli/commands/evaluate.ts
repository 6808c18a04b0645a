import { Command, Option } from 'commander'
import { AcuityError } from '../../../shared/errors.ts'
import { OrderName } from '../../../shared/label-order.ts'
import { note, printJson, printText, withContext, type Context } from '../context.ts'
import { beginOnce, describeRun, followRun, startRun } from '../jobs.ts'
import {
  caffeOptions,
  executionOptions,
  modelLimitOptions,
  modelOptions,
  partOptions,
  recipeOptions,
} from '../options.ts'
import { runRequest, type RunOptions } from '../run-request.ts'

interface Options extends RunOptions {
  dataset?: string
  model?: string
  weights?: string
  name?: string
  resume?: string
  again?: string
  order?: OrderName
}

const options = [
  ...[...caffeOptions, ...recipeOptions, ...modelOptions, ...executionOptions],
  ...[...modelLimitOptions, ...partOptions],
]

/** What a recorded run has settled already. */
const settled = [...['dataset', 'model', 'recipe', 'follow'], ...options.map((option) => option.attributeName())]

export const evaluateCommand = new Command('evaluate')
  .description('evaluate a model on a dataset; accuracy, speed and every prediction are kept')
  .option('--dataset <name|id|folder>', 'an indexed dataset, or a folder or archive to index first; a number is an id')
  .option(
    '--model <file|folder|architecture>',
    "an ONNX classifier, the folder of one with its JSON files, or a Caffe network's prototxt",
  )
  .option(
    '--recipe <preset|file>',
    'torchvision, timm, inception, caffe, or a JSON file (default: NAME.recipe.json beside the model, or what came with it, else what it tells)',
  )
for (const option of options) evaluateCommand.addOption(option)
evaluateCommand
  .option('--name <name>', 'name of the run: one that no other has, and no number')
  .option('--as-indexed', 'take the dataset as it was last indexed, without looking at its folder again')
  .option('--follow', "follow links that lead out of the dataset's folder (the default, or as it was indexed)")
  .option('--no-follow', "refuse links that lead out of the dataset's folder")
  .addOption(
    new Option('--resume <run>', 'go on with a run that was interrupted').conflicts([
      ...settled,
      'name',
      'asIndexed',
      'again',
    ]),
  )
  .addOption(new Option('--again <run>', 'a new run with everything as that one recorded it').conflicts(settled))
  .addOption(
    new Option(
      '--order <order>',
      "with --again: judge that run's answers in another order of labels or outputs (report RUN --as label-order has them)",
    )
      .choices(OrderName.options)
      .conflicts([...settled, 'resume', 'asIndexed']),
  )
  .action((options: Options, command: Command) =>
    withContext(command, async (context) => {
      const summary = await followRun(context, await beginOnce(context, () => start(context, options)))
      await (context.json ? printJson(summary) : printText(await describeRun(context, summary)))
    }),
  )

async function start(context: Context, options: Options): Promise<number> {
  const { engine } = context
  if (options.resume !== undefined) return (await engine.call('runs.resume', { run: options.resume })).run
  const { again, asIndexed, order } = options
  if (again !== undefined && order !== undefined)
    return startRun(context, (cancel) =>
      engine.call('runs.adoptOrder', { run: again, order, name: options.name }, cancel),
    )
  if (order !== undefined) throw new AcuityError('invalid-input', '--order is of a run that there is: --again RUN.')
  if (again !== undefined)
    return startRun(context, (cancel) =>
      engine.call('runs.again', { run: again, name: options.name, asIndexed }, cancel),
    )

  const { dataset, model, weights, name } = options
  if (dataset === undefined || model === undefined)
    throw new AcuityError('invalid-input', 'evaluate needs --dataset and --model (or --resume RUN, or --again RUN).')
  const { file, others } = await engine.call('models.file', { file: model })
  if (others.length > 0) note(`${model}: ${file} is taken; the same folder also has ${others.join(', ')} (--model)`)
  const request = { ...(await runRequest(context, dataset, options)), model, weights, name }
  return startRun(context, (cancel) => engine.call('runs.start', request, cancel))
}
