import { copyFileSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Input } from '../../../shared/contract.ts'
import { resolveRecipe } from '../../../shared/presets.ts'
import { Recipe } from '../../../shared/recipe.ts'
import { evaluate, sampleEngine } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { sampleModel, sampleRecipe } from '../../../testing/sample.ts'

const trainedWith = Recipe.parse(JSON.parse(readFileSync(sampleRecipe(99), 'utf8')))

/** The sample indexed, and its smaller network in a folder with this recipe file beside it. */
async function prepared(recipeFile: string | null = readFileSync(sampleRecipe(99), 'utf8')) {
  const folder = temporaryFolder()
  const model = path.join(folder, 'net.onnx')
  copyFileSync(sampleModel(99), model)
  if (recipeFile !== null) writeFiles(folder, { 'net.recipe.json': recipeFile })
  const engine = await sampleEngine()
  const input: Input<'runs.start'> = { dataset: 'sample', asIndexed: true, threads: 1, model }
  /** A run as it is settled before it begins. */
  const settled = async (more: Partial<Input<'runs.start'>> = {}) => {
    const { run } = await engine.call('runs.start', { ...input, sample: 1, ...more })
    return engine.call('runs.get', { run })
  }
  return { engine, input, settled }
}

it('a run without a recipe has that of the file beside its model, and what is stated goes over it', async () => {
  const { engine, input, settled } = await prepared()
  const suggested = await evaluate(engine, input)
  expect(suggested).toMatchObject({
    // 75.0%, as the sample's own README has it; torchvision's recipe gives another figure.
    status: 'done',
    top1Correct: 180,
    recipe: trainedWith,
    warnings: [],
    recipeOrigin: { from: 'file', preset: 'torchvision', because: 'The file net.recipe.json lies beside the model.' },
  })
  const over = await settled({ recipe: { resize: 113, crop: 99, std: [64, 64, 64] } })
  expect(over.recipe).toEqual({ ...trainedWith, resize: 113, std: [64, 64, 64] })
  expect(over.recipeOrigin).toMatchObject({ from: 'file' })
  expect(over.recipeOrigin?.because).toBe(
    'The file net.recipe.json lies beside the model. ' +
      'Stated over it: resize 113, not 128; std 64,64,64, not 63.75,63.75,63.75.',
  )
  const { run: again } = await engine.call('runs.again', { run: over.run })
  expect(await engine.call('runs.get', { run: again })).toMatchObject({ recipeOrigin: over.recipeOrigin })
})

it('a run with a preset has that, and it is told what the file beside the model says', async () => {
  const { settled } = await prepared()
  const stated = await settled({ preset: 'timm', recipe: { resize: 113, crop: 99 } })
  expect(stated.recipe).toEqual(resolveRecipe('timm', { resize: 113, crop: 99 }))
  expect(stated.recipeOrigin).toMatchObject({ from: 'stated', preset: 'timm' })
  expect(stated.recipeOrigin?.because).toMatch(
    /^It was stated\. The file net\.recipe\.json beside the model says otherwise: fit squash, not shortest; resize 128, not 113; .*resampler pillow-bilinear, not pillow-bicubic; /,
  )
  const same = await settled({ preset: 'timm', recipe: trainedWith })
  expect(same.recipeOrigin?.because).toBe('It was stated. The file net.recipe.json beside the model says the same.')
})

it('what else a recipe file says is taken as well, unless it is stated', async () => {
  const besides = { classOffset: 1, layout: 'NCHW', outputKind: 'probabilities' } as const
  const { settled } = await prepared(JSON.stringify({ ...trainedWith, ...besides }))
  expect(await settled()).toMatchObject(besides)
  const stated = await settled({ classOffset: 0, outputKind: 'logits' })
  expect(stated).toMatchObject({ classOffset: 0, outputKind: 'logits' })
  expect(stated.recipeOrigin?.because).toMatch(/Stated over it: classOffset 0, not 1; outputKind logits, not prob/)
  // A preset leaves nothing of the file, and says so.
  const preset = await settled({ preset: 'torchvision', recipe: trainedWith })
  expect(preset).toMatchObject({ classOffset: 0, outputKind: 'logits' })
  expect(preset.recipeOrigin?.because).toMatch(
    /says otherwise: classOffset 1, not 0; outputKind probabilities, not log/,
  )
})

it('without such a file the model itself tells; one that cannot be used is warned of, in the run', async () => {
  const { settled } = await prepared(null)
  const detected = resolveRecipe('torchvision', { resize: 113, crop: 99 })
  const told = 'The model takes images of 99×99 pixels.'
  expect(await settled()).toMatchObject({
    recipe: detected,
    warnings: [],
    recipeOrigin: { from: 'model', preset: 'torchvision', because: told },
  })
  // At another size than its file states: recorded, and said.
  expect(await settled({ recipe: { resize: 113, crop: 96 } })).toMatchObject({
    recipe: { crop: 96 },
    exportedAt: 99,
    warnings: [expect.stringMatching(/^The model was exported at 99, runs at 96: /)],
  })
  const spoilt = await prepared('{"crop": -3}')
  expect(await spoilt.settled()).toMatchObject({
    recipe: detected,
    recipeOrigin: { from: 'model' },
    warnings: [
      expect.stringMatching(
        /^The file net\.recipe\.json beside the model cannot be used, so that what the model itself tells was taken: its content: crop/,
      ),
    ],
  })
  const stated = await spoilt.settled({ preset: 'torchvision', recipe: trainedWith })
  expect(stated.warnings).toEqual([])
  expect(stated.recipeOrigin?.because).toMatch(/^It was stated\. The file net\.recipe\.json .* cannot be used: /)
})
