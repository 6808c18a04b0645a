import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { messageOfAdvice } from '../../../shared/advice.ts'
import { resolveRecipe } from '../../../shared/presets.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { sampleModel } from '../../../testing/sample.ts'
import { hasSharedData, sharedData } from '../../../testing/shared-data.ts'
import { openDatabase, type ModelRow } from '../db/index.ts'
import { addModel } from './models.ts'
import { suggestRecipe } from './suggest-recipe.ts'

async function added(file: string): Promise<ModelRow> {
  const db = openDatabase(path.join(temporaryFolder(), 'acuity.db'))
  try {
    return await addModel(db, { file, weights: null })
  } finally {
    db.close()
  }
}

let bundled: Promise<ModelRow> | undefined

/** A model that says this of itself, and lies in a folder with these files. */
async function model(says: Partial<ModelRow['description']>, files: Record<string, string> = {}): Promise<ModelRow> {
  const row = await (bundled ??= added(sampleModel(99)))
  const folder = temporaryFolder()
  writeFiles(folder, files)
  return { ...row, file: path.join(folder, 'net.v2.onnx'), description: { ...row.description, ...says } }
}

it('takes the recipe that lies beside the model', async () => {
  const { recipe, preset, because } = await suggestRecipe(await added(sampleModel(99)))
  expect(resolveRecipe(preset, recipe)).toMatchObject({
    fit: 'squash',
    resize: 128,
    crop: 99,
    std: [63.75, 63.75, 63.75],
  })
  expect(because).toBe('The file sample_net_99.recipe.json lies beside the model.')
})

it('takes all that a recipe file may say', async () => {
  const besides = { preset: 'caffe', classOffset: -1, layout: 'NHWC', outputKind: 'probabilities' }
  const content = { ...besides, crop: 227 }
  const suggestion = await suggestRecipe(await model({}, { 'net.v2.recipe.json': JSON.stringify(content) }))
  expect(suggestion).toMatchObject({ ...besides, recipe: { crop: 227 } })
})

it.each([
  ['{"crop": -3}', /crop: /],
  ['{"resize": 64, "crop": 99}', /A crop of 99 does not fit/],
  ['{"colour": "blue"}', /colour/],
  ['squash, please', /is not JSON/],
])('falls back to the model where the file beside it is of no use: %s', async (content, why) => {
  const suggestion = await suggestRecipe(await model({ height: 224, width: 224 }, { 'net.v2.recipe.json': content }))
  expect(suggestion).toMatchObject({ preset: 'torchvision', recipe: { resize: 256, crop: 224 } })
  expect(messageOfAdvice(suggestion.because)).toMatch(
    /224×224 pixels\. The file net\.v2\.recipe\.json beside it cannot be used: [^/]+$/,
  )
  expect(messageOfAdvice(suggestion.because)).toMatch(why)
})

it.skipIf(process.platform === 'win32')('says so where the file beside it is a link that leads nowhere', async () => {
  const row = await model({ height: 224, width: 224 })
  symlinkSync('gone.json', path.join(path.dirname(row.file), 'net.v2.recipe.json'))
  expect((await suggestRecipe(row)).because).toMatch(/net\.v2\.recipe\.json beside it cannot be used: /)
})

it.each<[string, Partial<ModelRow['description']>, object, RegExp]>([
  ['a fixed side', { height: 299, width: 299 }, { fit: 'shortest', resize: 342, crop: 299 }, /299×299/],
  ['one side only', { height: null, width: 160 }, { resize: 183, crop: 160 }, /160×160/],
  ['no fixed side', { height: null, width: null }, { resize: 256, crop: 224 }, /any size/],
  [
    'a background class',
    { height: 160, width: 160, outputs: 1001 },
    { resize: 182, crop: 160, mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5] },
    /1001 outputs/,
  ],
  [
    'a background class, no fixed side',
    { height: null, width: null, outputs: 1001 },
    { resize: 341, crop: 299 },
    /1001/,
  ],
  [
    "Caffe's crop and Caffe's name",
    { height: 227, width: 227, producer: 'onnx-caffe2' },
    { fit: 'squash', crop: 227, channels: 'BGR', mean: [104, 117, 123] },
    /227×227.*onnx-caffe2/,
  ],
  [
    'pixels that it normalises itself',
    {
      ...{ height: 224, width: 224 },
      normalisation: { by: ['Sub', 'Div'], factors: [1 / 58, 1 / 57, 1 / 57], offsets: [-2.1, -2, -1.8] },
    },
    { resize: 256, crop: 224, mean: [0, 0, 0], std: [1, 1, 1] },
    /224×224 pixels\. Its first nodes \(Sub, Div\) normalise them: they are given pixels from 0 to 255\.$/,
  ],
  [
    'whole numbers, with a background class',
    { height: 224, width: 224, outputs: 1001, elemType: 'uint8' },
    { crop: 224, mean: [0, 0, 0], std: [1, 1, 1] },
    /1001 outputs.*whole numbers \(uint8\).*from 0 to 255 as they are/,
  ],
  [
    "Caffe's crop alone",
    { height: 227, width: 227, producer: 'pytorch 2.1' },
    { fit: 'shortest', channels: 'RGB' },
    /227/,
  ],
])('detects %s', async (_what, says, recipe, because) => {
  const suggestion = await suggestRecipe(await model({ outputs: 1000, ...says }))
  expect(resolveRecipe(suggestion.preset, suggestion.recipe)).toMatchObject(recipe)
  expect(suggestion.because).toMatch(because)
})

it.skipIf(!hasSharedData)('knows the real MobileNet for what it is (needs ../shared/data)', async () => {
  const file = path.join(sharedData, 'models/mobilenet_v1_0.25_128.onnx')
  const { preset, recipe, because } = await suggestRecipe(await added(file))
  expect(resolveRecipe(preset, recipe)).toMatchObject({
    fit: 'shortest',
    resize: 146,
    crop: 128,
    mean: [127.5, 127.5, 127.5],
    std: [127.5, 127.5, 127.5],
  })
  expect(because).toMatch(/1001 outputs/)
})
