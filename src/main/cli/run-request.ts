import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import type { EvaluateInput } from '../../shared/contract/runs.ts'
import { AcuityError } from '../../shared/errors.ts'
import { findReferred } from '../../shared/name.ts'
import type { RecipeOverrides } from '../../shared/presets.ts'
import type { RecipeFile } from '../../shared/recipe-suggestion.ts'
import type { ProviderChoice } from '../../shared/run.ts'
import { note, type Context } from './context.ts'
import { describeIndexed, indexFolder } from './jobs.ts'
import { readRecipe } from './recipe-file.ts'

/** What may be said of a run beside what it evaluates, as the options say it. */
export interface RunOptions extends RecipeOverrides {
  /** Of a Caffe network, or of several. */
  weights?: string | readonly string[]
  meanFile?: string
  recipe?: string
  output?: string
  classOffset?: number
  restrictClasses?: boolean
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
  sample?: number
  seed?: number
  asIndexed?: boolean
  follow?: boolean
}

/**
 * What the engine is asked for, but for the model and the run's name.
 * @param dataset a dataset's name or id, or a folder
 */
export async function runRequest(
  context: Context,
  dataset: string,
  options: RunOptions,
): Promise<Omit<EvaluateInput, 'model' | 'weights' | 'name'>> {
  const { classOffset, restrictClasses, layout, output, outputs, provider, batch, threads, cache, limit } = options
  const { sample, seed, memoryLimit, modelSeconds, modelMemory } = options
  const stated = await statedRecipe(options)
  return {
    ...(await findDataset(context, dataset, options)),
    preset: stated.preset,
    recipe: { ...stated.recipe, ...(await recipeFields(context, options)) },
    layout: layout ?? stated.layout,
    output,
    outputKind: outputs ?? stated.outputKind,
    classOffset: classOffset ?? stated.classOffset,
    restrictClasses,
    ...{ provider, batch, threads, cache, memoryLimit, modelSeconds, modelMemory, limit, sample, seed },
  }
}

type Stated = Pick<RecipeFile, 'preset' | 'classOffset' | 'layout' | 'outputKind'> & { recipe: RecipeOverrides }

/** The recipe that was asked for; where none was, the engine takes what it suggests for the model. */
async function statedRecipe({ recipe: presetOrFile, weights }: RunOptions): Promise<Stated> {
  if (presetOrFile === undefined) return { recipe: {} }
  const stated = await readRecipe(presetOrFile)
  // What a Caffe network's recipe file leaves open is Caffe's.
  const fallback = weights === undefined ? 'torchvision' : 'caffe'
  const { preset = fallback, classOffset, layout, outputKind, ...recipe } = stated
  return { preset, recipe, classOffset, layout, outputKind }
}

/** What is stated field by field. */
async function recipeFields({ engine }: Context, options: RunOptions): Promise<RecipeOverrides> {
  const { fit, resize, crop, resampler, channels, mean, std, scale, meanFile } = options
  const { centralCrop, centralShape, fill, exifOrientation } = options
  const fields = {
    ...{ fit, resize, crop, resampler, channels, mean, std, scale },
    ...{ centralCrop, centralShape, fill, exifOrientation },
  }
  const stated = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  if (meanFile === undefined) return stated
  const { sha256, name, width, height, channelMeans } = await engine.call('means.add', { file: meanFile })
  // One number for each channel is no image.
  if (width * height === 1) return { mean: channelMeans, ...stated }
  // Images are of the mean image's size, if nothing else is said.
  return { resize: height, ...stated, meanImage: { sha256, name } }
}

/** A dataset by its id or name, or a folder or archive, which is indexed, unless it was and may stay as it was. */
export async function findDataset(
  context: Context,
  nameOrFolder: string,
  { asIndexed, follow }: Pick<RunOptions, 'asIndexed' | 'follow'>,
): Promise<Pick<EvaluateInput, 'dataset' | 'asIndexed' | 'follow'>> {
  const datasets = await context.engine.call('datasets.list', {})
  const all = datasets.map((summary) => ({ ...summary, id: summary.dataset }))
  const referred = findReferred('dataset', all, nameOrFolder)
  if (referred) {
    if (referred.name !== nameOrFolder) note(`dataset ${referred.id}: ${referred.name}, ${referred.root}`)
    return { dataset: referred.id, asIndexed, follow }
  }
  const isThere = await stat(nameOrFolder).then(
    () => true,
    () => false,
  )
  // The engine says best what is wrong with a name.
  if (!isThere && !/\.(tar|parquet)$/i.test(nameOrFolder)) return { dataset: nameOrFolder, asIndexed }
  // Of a range of shards, only its folder is a path.
  const folder = await realpath(nameOrFolder).catch(() => path.resolve(nameOrFolder))
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
