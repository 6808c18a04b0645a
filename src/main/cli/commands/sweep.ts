import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { AcuityError } from '../../../shared/errors.ts'
import type { Resampler } from '../../../shared/recipe.ts'
import { recogniseModelFile } from '../../../shared/model-formats.ts'
import {
  describeSize,
  sizesOf,
  SweepSizes,
  type SweepGrid,
  type RefusedRun,
  type SweepModel,
  type SweepSize,
  type SweepSummary,
} from '../../../shared/sweep.ts'
import { readGridFile } from '../../engine/index.ts'
import { note, print, printJson, withContext, type Context } from '../context.ts'
import { describeSpeed, followSweep, throwIfIncomplete } from '../follow-sweep.ts'
import { formatOption, outOption, shownFormat } from '../format-option.ts'
import { startSweep } from '../jobs.ts'
import {
  caffeOptions,
  decimal,
  executionOptions,
  modelLimitOptions,
  modelOptions,
  partOptions,
  positiveList,
  recipeOptions,
  resamplerList,
} from '../options.ts'
import { duration } from '../progress.ts'
import { runRequest, type RunOptions } from '../run-request.ts'
import { refuseOfFounding, sweepFounding, type FoundingOptions } from '../sweep-founding.ts'

interface Options extends RunOptions, FoundingOptions {
  dataset?: string
  model?: string[]
  weights?: string[]
  crops?: number[]
  resizeRatio: number
  rows?: SweepSize[]
  resamplers?: Resampler[]
  grid?: string
}

/** What rows say instead. */
const OF_ROWS = new Set(['resize', 'crop', 'resampler', 'weights'])
const shared = [
  ...[...caffeOptions, ...recipeOptions, ...modelOptions, ...executionOptions],
  ...[...modelLimitOptions, ...partOptions],
].filter((option) => !OF_ROWS.has(option.attributeName()))

export const sweepCommand = new Command('sweep')
  .description('evaluate models at several sizes: a run for each, and what each image needs to be seen')
  .option('--dataset <name|id|folder>', 'an indexed dataset, or a folder or archive to index first; a number is an id')
  .option(
    '--model <file|architecture|folder>',
    'a model, or the ONNX files of a folder; more than once for several',
    collect,
  )
  .option('--weights <file>', 'the .caffemodel of a Caffe network: as often as there are such, in their order', collect)
  .addOption(
    new Option('--crops <n,…>', 'sides of the crop that the networks see').argParser(positiveList).conflicts('rows'),
  )
  .option('--resize-ratio <r>', 'crop / resize, rounded down as timm does, where crops are named', decimal, 0.875)
  .option('--rows <resize/crop,…>', 'sizes, as in 256/227,128/99', parseRows)
  .option('--resamplers <name,…>', "each size with each of these (default: the recipe's)", resamplerList)
  .addOption(
    new Option('--grid <file>', 'models and sizes from a JSON file').conflicts([
      ...['model', 'weights', 'crops', 'rows', 'resamplers'],
    ]),
  )
  .addOption(
    new Option(
      '--founding',
      'the rows of the founding table: with accuracy where --weights-dir has weights, all with their speed, in one table',
    )
      .default(false)
      .conflicts(['model', 'weights', 'crops', 'resizeRatio', 'rows', 'resamplers', 'grid', 'fit']),
  )
  .option(
    '--weights-dir <dir>',
    "where those lie, each named for its row's architecture, input and crop: alexnet_256_227.caffemodel",
  )
  .option(
    '--recipe <preset|file>',
    'torchvision, timm, inception, caffe, or a JSON file (for the founding table: caffe)',
  )
for (const option of shared) sweepCommand.addOption(option)
sweepCommand
  .option('--name <name>', 'name of the sweep: one that no other has, and no number')
  .option('--keep-going', 'run what can be run, and list the rest at the end (exit 1)', false)
  .option('--as-indexed', 'take the dataset as it was last indexed, without looking at its folder again')
  .addOption(
    new Option('--resume <sweep>', 'go on with what is left of a sweep').conflicts([
      'dataset',
      'model',
      'crops',
      'rows',
      'grid',
      'weightsDir',
    ]),
  )
  .option('--with-published', 'lay the published rows of the founding table below, marked as quoted', false)
  .addOption(formatOption())
  .addOption(outOption())
  .action((options: Options, command: Command) =>
    withContext(command, async (context) => {
      if (options.founding) return sweepFounding(context, options)
      refuseOfFounding(options)
      const { engine } = context
      const { sweep, refused } = await begin(context, options)
      await followSweep(context, await engine.call('sweeps.get', { sweep }))
      const summary = await engine.call('sweeps.get', { sweep })
      if (context.json) await printJson({ ...summary, refused })
      else await show(context, summary)
      throwIfIncomplete(refused, summary.runs)
    }),
  )

async function begin(context: Context, options: Options): Promise<{ sweep: number; refused: RefusedRun[] }> {
  const { engine } = context
  if (options.resume !== undefined) {
    const { sweep } = await engine.call('sweeps.resume', { sweep: options.resume })
    return { sweep, refused: [] }
  }
  const { dataset, name, keepGoing } = options
  const grid = options.grid === undefined ? await statedGrid(options) : await readGridFile(options.grid)
  const { models } = grid
  const sizes = sizesOf(grid)
  const areSized = sizes.length > 0 || models.every((model) => model.sizes !== undefined)
  if (dataset === undefined || models.length === 0 || !areSized)
    throw new AcuityError(
      'invalid-input',
      'sweep needs --dataset, --model and --crops or --rows, or --dataset and --grid (or --resume SWEEP).',
    )
  const weights = models.flatMap((model) => model.weights ?? [])
  const request = await runRequest(context, dataset, { ...options, ...(weights.length > 0 && { weights }) })
  const input = { ...request, models, sizes, name, keepGoing }
  return startSweep(context, (cancel) => engine.call('sweeps.start', input, cancel))
}

async function show(context: Context, { sweep, name, runs, speed, wallSeconds }: SweepSummary): Promise<void> {
  const format = shownFormat(context)
  const done = runs.filter(({ status }) => status === 'done').map(({ run }) => run)
  note(`\nsweep ${sweep}: ${name}, ${done.length} of ${runs.length} runs done in ${duration(wallSeconds)}`)
  if (speed.pipeline) note(describeSpeed(speed))
  if (done.length > 0) await print((await context.engine.call('comparisons.render', { runs: done, format })).text)
  const request = { sweep, as: 'critical-summary' as const, format }
  await print(`\n${(await context.engine.call('sweeps.render', request)).text}`)
}

async function statedGrid({ model = [], weights, crops, rows, resizeRatio, resamplers }: Options): Promise<SweepGrid> {
  const models = await modelsOf(model, weights)
  return { ...SweepSizes.parse({ crops, rows, resizeRatio, resamplers }), models }
}

/** Caffe networks take the weights in the order in which both are named. */
async function modelsOf(named: readonly string[], weights: readonly string[] = []): Promise<SweepModel[]> {
  const files = (await Promise.all(named.map(filesOf))).flat()
  const left = [...weights]
  const models = files.map((file): SweepModel => {
    const isOnnx = recogniseModelFile(file)?.format === 'onnx'
    const own = isOnnx ? undefined : left.shift()
    return own === undefined ? { file } : { file, weights: own }
  })
  if (left.length > 0) throw new AcuityError('invalid-input', `No network is named for the weights ${left.join(', ')}.`)
  return models
}

/** The ONNX files of a folder, or what is named itself. */
async function filesOf(named: string): Promise<string[]> {
  const isFolder = await stat(named).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) return [named]
  const files = (await readdir(named)).filter((file) => recogniseModelFile(file)?.format === 'onnx').toSorted()
  if (files.length === 0) throw new AcuityError('invalid-input', `The folder ${named} has no ONNX file.`)
  return files.map((file) => path.join(named, file))
}

function collect(text: string, before: string[] = []): string[] {
  return [...before, text]
}

function parseRows(text: string): SweepSize[] {
  return text.split(',').map((row) => {
    const [, resize, crop] = /^\s*(\d+)\/(\d+)\s*$/.exec(row) ?? []
    if (resize === undefined || crop === undefined)
      throw new InvalidArgumentError('Each row is a size to resize to and a crop, as in 256/227.')
    const size = { resize: Number(resize), crop: Number(crop) }
    if (size.crop > size.resize)
      throw new InvalidArgumentError(`The crop of row ${describeSize(size)} is larger than what it is cut from.`)
    return size
  })
}
