import { realpath, stat } from 'node:fs/promises'
import { Command, Option } from 'commander'
import type { Input } from '../../../shared/contract.ts'
import type { EvaluateInput } from '../../../shared/contract/runs.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { findReferred } from '../../../shared/name.ts'
import type { ProviderChoice } from '../../../shared/run.ts'
import type { RecipeOverrides } from '../../../shared/presets.ts'
import type { RecipeFile } from '../../../shared/recipe-suggestion.ts'
import { note, printJson, printText, withContext, type Context } from '../context.ts'
import { beginOnce, describeIndexed, describeRun, followRun, indexFolder, startRun } from '../jobs.ts'
import { caffeOptions, executionOptions, modelLimitOptions, modelOptions, positive, recipeOptions } from '../options.ts'
import { readRecipe } from '../recipe-file.ts'

interface Options extends RecipeOverrides {
  dataset?: string
  model?: string
  weights?: string
  meanFile?: string
  recipe?: string
  output?: string
  classOffset?: number
  layout?: NonNullable<RecipeFile['layout']>
  outputs?: NonNullable<RecipeFile['outputKind']>
  provider: ProviderChoice
  batch?: number
  threads?: number
  cache: boolean
  memoryLimit?: number
  modelSeconds?: number
  modelMemory?: number
  limit?: number
  name?: string
  resume?: string
  again?: string
  asIndexed?: boolean
  follow?: boolean
}

/** What a recorded run has settled already. */
const settled = [
  ...['dataset', 'model', 'recipe', 'limit', 'follow'],
  ...[...caffeOptions, ...recipeOptions, ...modelOptions, ...executionOptions, ...modelLimitOptions].map((option) =>
    option.attributeName(),
  ),
]

export const evaluateCommand = new Command('evaluate')
  .description('evaluate a model on a dataset; accuracy, speed and every prediction are kept')
  .option('--dataset <name|id|folder>', 'an indexed dataset, or a folder to index first; a number is an id')
  .option('--model <file|architecture>', "an ONNX classifier, or a Caffe network's prototxt")
  .option(
    '--recipe <preset|file>',
    'torchvision, timm, inception, caffe, or a JSON file (default: NAME.recipe.json beside the model, else what it tells)',
  )
for (const option of [...caffeOptions, ...recipeOptions, ...modelOptions, ...executionOptions, ...modelLimitOptions])
  evaluateCommand.addOption(option)
evaluateCommand
  .option('--limit <n>', 'only the first n images in order of their path', positive)
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
  .action((options: Options, command: Command) =>
    withContext(command, async (context) => {
      const summary = await followRun(context, await beginOnce(context, () => start(context, options)))
      await (context.json ? printJson(summary) : printText(await describeRun(context, summary)))
    }),
  )

async function start(context: Context, options: Options): Promise<number> {
  const { engine } = context
  if (options.resume !== undefined) return (await engine.call('runs.resume', { run: options.resume })).run
  const { again, asIndexed } = options
  if (again !== undefined)
    return startRun(context, (cancel) =>
      engine.call('runs.again', { run: again, name: options.name, asIndexed }, cancel),
    )

  const { dataset, model, weights, classOffset, layout, outputs, provider, batch, threads, limit, name } = options
  const { cache, memoryLimit, modelSeconds, modelMemory } = options
  if (dataset === undefined || model === undefined)
    throw new AcuityError('invalid-input', 'evaluate needs --dataset and --model (or --resume RUN, or --again RUN).')
  const stated = await statedRecipe(options)
  const found = await findDataset(context, dataset, options)
  const request: Input<'runs.start'> = {
    ...found,
    model,
    weights,
    preset: stated.preset,
    recipe: { ...stated.recipe, ...(await recipeFields(context, options)) },
    layout: layout ?? stated.layout,
    output: options.output,
    outputKind: outputs ?? stated.outputKind,
    classOffset: classOffset ?? stated.classOffset,
    provider,
    batch,
    threads,
    cache,
    memoryLimit,
    modelSeconds,
    modelMemory,
    limit,
    name,
  }
  return startRun(context, (cancel) => engine.call('runs.start', request, cancel))
}

type Stated = Pick<RecipeFile, 'preset' | 'classOffset' | 'layout' | 'outputKind'> & { recipe: RecipeOverrides }

/** The recipe that was asked for; where none was, the engine takes what it suggests for the model. */
async function statedRecipe({ recipe: presetOrFile, weights }: Options): Promise<Stated> {
  if (presetOrFile === undefined) return { recipe: {} }
  const stated = await readRecipe(presetOrFile)
  // What a Caffe network's recipe file leaves open is Caffe's.
  const fallback = weights === undefined ? 'torchvision' : 'caffe'
  const { preset = fallback, classOffset, layout, outputKind, ...recipe } = stated
  return { preset, recipe, classOffset, layout, outputKind }
}

/** What is stated field by field. */
async function recipeFields({ engine }: Context, options: Options): Promise<RecipeOverrides> {
  const { fit, resize, crop, resampler, channels, mean, std, scale, meanFile } = options
  const fields = { fit, resize, crop, resampler, channels, mean, std, scale }
  const stated = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  if (meanFile === undefined) return stated
  const { sha256, name, width, height, channelMeans } = await engine.call('means.add', { file: meanFile })
  // One number for each channel is no image.
  if (width * height === 1) return { mean: channelMeans, ...stated }
  // Images are of the mean image's size, if nothing else is said.
  return { resize: height, ...stated, meanImage: { sha256, name } }
}

/** A dataset by its id or name, or a folder, which is indexed, unless it was and may stay as it was. */
async function findDataset(
  context: Context,
  nameOrFolder: string,
  { asIndexed, follow }: Pick<Options, 'asIndexed' | 'follow'>,
): Promise<Pick<EvaluateInput, 'dataset' | 'asIndexed' | 'follow'>> {
  const datasets = await context.engine.call('datasets.list', {})
  const all = datasets.map((summary) => ({ ...summary, id: summary.dataset }))
  const referred = findReferred('dataset', all, nameOrFolder)
  if (referred) {
    if (referred.name !== nameOrFolder) note(`dataset ${referred.id}: ${referred.name}, ${referred.root}`)
    return { dataset: referred.id, asIndexed, follow }
  }
  const isFolder = await stat(nameOrFolder).then(
    (found) => found.isDirectory(),
    () => false,
  )
  // The engine says best what is wrong with a name.
  if (!isFolder) return { dataset: nameOrFolder, asIndexed }
  const folder = await realpath(nameOrFolder)
  const [known, another] = datasets.filter(({ root }) => root === folder)
  // Without a word of the engine's: what it calls a name is the dataset's, and --name is the run's here.
  if (known && another)
    throw new AcuityError(
      'invalid-input',
      `${folder} was indexed under several names: take one of them (--dataset ${known.name}, or ${another.name}).`,
    )
  if (asIndexed && known) return { dataset: known.dataset, asIndexed, follow }
  const result = await indexFolder(context, { folder: nameOrFolder, follow })
  note(await describeIndexed(context, result))
  return { dataset: result.dataset, asIndexed: true }
}
