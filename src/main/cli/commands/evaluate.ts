import { stat } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { AcuityError } from '../../../shared/errors.ts'
import type { ProviderChoice } from '../../../shared/run.ts'
import type { RecipeOverrides } from '../../../shared/presets.ts'
import type { RecipeFile } from '../../../shared/recipe-suggestion.ts'
import { note, printJson, printText, withContext, type Context } from '../context.ts'
import { formatRun } from '../format-run.ts'
import { followRun, indexFolder } from '../jobs.ts'
import { executionOptions, modelOptions, positive, recipeOptions } from '../options.ts'
import { readRecipe } from '../recipe-file.ts'
import { formatIndex } from './index-folder.ts'

interface Options extends RecipeOverrides {
  dataset?: string
  model?: string
  recipe?: string
  classOffset?: number
  layout?: NonNullable<RecipeFile['layout']>
  outputs?: NonNullable<RecipeFile['outputKind']>
  provider: ProviderChoice
  batch?: number
  threads?: number
  limit?: number
  name?: string
  resume?: string
  again?: string
}

/** What a recorded run has settled already. */
const settled = [
  ...['dataset', 'model', 'recipe', 'limit'],
  ...[...recipeOptions, ...modelOptions, ...executionOptions].map((option) => option.attributeName()),
]

export const evaluateCommand = new Command('evaluate')
  .description('evaluate a model on a dataset; accuracy, speed and every prediction are kept')
  .option('--dataset <name|folder>', 'an indexed dataset, or a folder to index first')
  .option('--model <file>', 'an ONNX classifier')
  .option('--recipe <preset|file>', 'torchvision, timm, inception, caffe, or a JSON file (default: torchvision)')
for (const option of [...recipeOptions, ...modelOptions, ...executionOptions]) evaluateCommand.addOption(option)
evaluateCommand
  .option('--limit <n>', 'only the first n images in order of their path', positive)
  .option('--name <name>', 'name of the run')
  .addOption(
    new Option('--resume <run>', 'go on with a run that was interrupted').conflicts([...settled, 'name', 'again']),
  )
  .addOption(new Option('--again <run>', 'a new run with everything as that one recorded it').conflicts(settled))
  .action((options: Options, command: Command) =>
    withContext(command, async (context) => {
      const summary = await followRun(context, await start(context, options))
      for (const warning of summary.warnings) note(`warning: ${warning}`)
      await (context.json ? printJson(summary) : printText(formatRun(summary)))
    }),
  )

async function start(context: Context, options: Options): Promise<number> {
  const { engine } = context
  if (options.resume !== undefined) return (await engine.call('runs.resume', { run: options.resume })).run
  if (options.again !== undefined)
    return (await engine.call('runs.again', { run: options.again, name: options.name })).run

  const { dataset, model, recipe, classOffset, layout, outputs, provider, batch, threads, limit, name } = options
  if (dataset === undefined || model === undefined)
    throw new AcuityError('invalid-input', 'evaluate needs --dataset and --model (or --resume RUN, or --again RUN).')
  const { preset, ...file } = await readRecipe(recipe)
  const { classOffset: fileOffset, layout: fileLayout, outputKind: fileKind, ...fileFields } = file
  const { run } = await engine.call('runs.start', {
    dataset: await datasetName(context, dataset),
    model,
    preset,
    recipe: { ...fileFields, ...recipeFields(options) },
    layout: layout ?? fileLayout,
    outputKind: outputs ?? fileKind,
    classOffset: classOffset ?? fileOffset,
    provider,
    batch,
    threads,
    limit,
    name,
  })
  return run
}

function recipeFields({ fit, resize, crop, resampler, channels, mean, std, scale }: Options): RecipeOverrides {
  const fields = { fit, resize, crop, resampler, channels, mean, std, scale }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** A folder is brought up to date first: a run is about the files as they are. */
async function datasetName(context: Context, nameOrFolder: string): Promise<string> {
  const datasets = await context.engine.call('datasets.list', {})
  if (datasets.some(({ name }) => name === nameOrFolder)) return nameOrFolder
  const isFolder = await stat(nameOrFolder).then(
    (found) => found.isDirectory(),
    () => false,
  )
  // The engine says best what is wrong with a name.
  if (!isFolder) return nameOrFolder
  const result = await indexFolder(context, { folder: nameOrFolder })
  note(formatIndex(result))
  return result.name
}
