import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { Recipe } from '../../shared/recipe.ts'
import { RunSummary } from '../../shared/run.ts'
import { acuity } from '../../testing/command.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { sampleDataset, sampleFolder, sampleModel, sampleRecipe } from '../../testing/sample.ts'

/** The recipe that the sample's network was trained with, as an image processor of transformers says it. */
const preprocessor = {
  crop_size: { height: 99, width: 99 },
  do_center_crop: true,
  do_normalize: true,
  do_rescale: true,
  do_resize: true,
  image_mean: [0.5, 0.5, 0.5],
  image_processor_type: 'DeiTImageProcessor',
  image_std: [0.25, 0.25, 0.25],
  resample: 2,
  rescale_factor: 0.00392156862745098,
  size: { height: 128, width: 128 },
}

/** The sample's classes as a model's config.json names them, from another one on. */
function id2label(shift: number): Record<string, string> {
  const lines = readFileSync(path.join(sampleFolder, 'val/classes.txt'), 'utf8').trim().split('\n')
  return Object.fromEntries(lines.map((_, i) => [i, lines[(i + shift) % lines.length]?.split(/\s/)[0] ?? '']))
}

/** A folder as transformers.js has it, called `deit-sample`. */
function transformersFolder(fields: object = {}, shift = 0): string {
  const folder = path.join(temporaryFolder(), 'deit-sample')
  mkdirSync(path.join(folder, 'onnx'), { recursive: true })
  for (const name of ['model.onnx', 'model_fp16.onnx']) copyFileSync(sampleModel(99), path.join(folder, 'onnx', name))
  writeFiles(folder, {
    'config.json': JSON.stringify({ model_type: 'deit', id2label: id2label(shift) }),
    'preprocessor_config.json': JSON.stringify({ ...preprocessor, ...fields }),
  })
  return folder
}

const evaluate = (home: string, folder: string, ...more: string[]) =>
  acuity(home, ['evaluate', '--dataset', sampleDataset, '--model', folder, '--json', ...more])

it('evaluates a folder of transformers.js with its own recipe, under its own name', async () => {
  const home = temporaryFolder()
  const folder = transformersFolder()
  const { code, stdout, stderr } = await evaluate(home, folder)
  expect(code).toBe(0)
  const run = RunSummary.parse(JSON.parse(stdout))
  expect(run).toMatchObject({
    model: 'deit-sample',
    // As with its recipe file: 75.0%.
    top1Correct: 180,
    recipe: Recipe.parse(JSON.parse(readFileSync(sampleRecipe(99), 'utf8'))),
    warnings: [],
    recipeOrigin: {
      from: 'file',
      because:
        "The file ../preprocessor_config.json came with the model, and is for Hugging Face's DeiTImageProcessor.",
    },
  })
  expect(stderr).toContain(`is taken; the same folder also has ${path.join('onnx', 'model_fp16.onnx')} (--model)`)

  const over = await evaluate(home, folder, '--resize', '113', '--limit', '1')
  expect(RunSummary.parse(JSON.parse(over.stdout)).recipeOrigin?.because).toMatch(
    /Stated over it: resize 113, not 128\.$/,
  )
})

it('refuses what the file says and cannot be done, unless a recipe is stated; it warns of names in another order', async () => {
  const home = temporaryFolder()
  const folder = transformersFolder({ size: { longest_edge: 128 } }, 1)
  const refused = await evaluate(home, folder)
  expect(refused.code).toBe(2)
  expect(refused.stdout + refused.stderr).toMatch(
    /What came with model\.onnx says a recipe that cannot be done: \.\.\/preprocessor_config\.json: size is .*"longest_edge.*State the recipe \(--recipe\)/,
  )
  const stated = await evaluate(home, folder, '--recipe', sampleRecipe(99), '--limit', '1')
  expect(stated.code).toBe(0)
  const { warnings, recipeOrigin } = RunSummary.parse(JSON.parse(stated.stdout))
  expect(recipeOrigin?.because).toContain('The file ../preprocessor_config.json beside the model cannot be used: ')
  expect(warnings).toContainEqual(
    expect.stringMatching(/^\.\.\/config\.json names the model's outputs in another order.*with 12 of the 12 outputs/),
  )
})
