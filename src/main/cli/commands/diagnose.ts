import { Command } from 'commander'
import { adjustedText, noMistake, TESTED, verdictText } from '../../../shared/diagnosis-text.ts'
import type { RecipeDiagnosis } from '../../../shared/recipe-diagnosis.ts'
import { describeRecipe } from '../../../shared/presets.ts'
import type { Cell, Column } from '../../../shared/report.ts'
import { describeSample } from '../../../shared/sample.ts'
import { counted, percent, percentRange } from '../../../shared/text.ts'
import { note, print, printJson, printTable, withContext, type Context } from '../context.ts'
import { followDiagnosis } from '../jobs.ts'
import {
  caffeOptions,
  executionOptions,
  modelLimitOptions,
  modelOptions,
  partOptions,
  recipeOptions,
} from '../options.ts'
import { runRequest, type RunOptions } from '../run-request.ts'
import { wordAdvice } from '../word-remedy.ts'

interface Options extends RunOptions {
  dataset: string
  model: string
  weights?: string
}

/** All that is said of a run, but for what it is about and where its resized images are kept. */
const OF_RUNS = new Set(['limit', 'cache'])
const options = [
  ...[...caffeOptions, ...recipeOptions, ...modelOptions, ...executionOptions],
  ...[...modelLimitOptions, ...partOptions],
].filter((option) => !OF_RUNS.has(option.attributeName()))

export const diagnoseCommand = new Command('diagnose')
  .description(
    "look for a mistake in a model's recipe: try others on 1,000 images (--sample), one change at a time; no run comes of it",
  )
  .requiredOption('--dataset <name|id|folder>', 'an indexed dataset, or a folder or archive to index first')
  .requiredOption(
    '--model <file|folder|architecture>',
    "an ONNX classifier, the folder of one with its JSON files, or a Caffe network's prototxt",
  )
  .option('--recipe <preset|file>', 'the recipe in question: torchvision, timm, inception, caffe, or a JSON file')
  .option('--as-indexed', 'take the dataset as it was last indexed, without looking at its folder again')
for (const option of options) diagnoseCommand.addOption(option)
diagnoseCommand.action(({ model, weights, dataset, ...options }: Options, command: Command) =>
  withContext(command, async (context) => {
    const { engine, json } = context
    const { file } = await engine.call('models.file', { file: model })
    const stated = { ...options, ...(weights !== undefined && { weights }) }
    const asked = await runRequest(context, dataset, { ...stated, cache: false })
    const request = { ...asked, model: file, weights }
    const diagnosis = await followDiagnosis(context, (cancel) => engine.call('recipes.diagnose', request, cancel))
    await (json ? printJson(diagnosis) : show(context, diagnosis))
  }),
)

const columns: Column[] = [
  { name: 'change', kind: 'text' },
  { name: 'images', kind: 'integer' },
  { name: 'top-1 as given', kind: 'text' },
  { name: 'top-1', kind: 'text' },
  { name: 'difference', kind: 'text' },
  { name: '95%', kind: 'text' },
  { name: 'adjusted p', kind: 'text' },
  { name: 'told', kind: 'text' },
]

async function show(context: Context, diagnosis: RecipeDiagnosis): Promise<void> {
  const { model, recipe, images, sample, top1, interval, trials, leftOut, advice, caution } = diagnosis
  note(`${model}, ${describeRecipe(recipe)}`)
  const drawn = sample ? `, ${describeSample(sample)}` : ''
  await print(
    `As given: top-1 ${percent(top1)} (95% ${percentRange(interval)}) of ${counted(images, 'image')}${drawn}\n`,
  )
  const rows = trials.map((trial): Cell[] => [
    trial.name,
    ...[trial.images, percent(trial.givenTop1), percent(trial.top1), points(trial.difference)],
    trial.interval.map(points).join(' to '),
    adjustedText(trial),
    verdictText(trial),
  ])
  await printTable(context, columns, rows)
  await print(`\n${TESTED}`)
  for (const { factor, name, because } of leftOut) await print(`Not tried: ${factor}, ${name}: ${because}.`)
  for (const each of advice) await print(`\n${wordAdvice(each)}`)
  if (advice.length === 0) await print(`\n${noMistake(images)}`)
  await print(`\n${caution}`)
}

const points = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)}`
