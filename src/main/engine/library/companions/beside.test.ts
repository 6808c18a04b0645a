import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../../testing/folders.ts'
import { recipeBeside } from '../recipe-beside.ts'
import { ownClassNames } from './class-names.ts'
import { folderName, modelFolder } from './folder.ts'
import { torchvisionWeights } from './torchvision-weights.ts'

const timm = {
  architecture: 'resnet50',
  pretrained_cfg: {
    input_size: [3, 224, 224],
    test_input_size: [3, 288, 288],
    crop_pct: 0.95,
    test_crop_pct: 1,
    mean: [0.5, 0.5, 0.5],
  },
}
const deit = { image_processor_type: 'DeiTImageProcessor', size: 128, crop_size: 99, resample: 2 }

/** A folder with these files, JSON but for text. */
function folderOf(files: Record<string, unknown>): string {
  const folder = temporaryFolder()
  for (const name of Object.keys(files)) mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  writeFiles(folder, Object.fromEntries(Object.entries(files).map(([name, value]) => [name, text(value)])))
  return folder
}

const beside = (files: Record<string, unknown>, model = 'net.onnx', side: number | null = null) =>
  recipeBeside({ file: path.join(folderOf(files), model), weights: null }, side)

it("takes Hugging Face's recipe beside a model, and from the folder around onnx", async () => {
  expect(await beside({ 'preprocessor_config.json': deit, 'config.json': timm })).toMatchObject({
    name: 'preprocessor_config.json',
    suggestion: {
      preset: 'torchvision',
      recipe: { fit: 'squash', resize: 128, crop: 99 },
      file: 'preprocessor_config.json',
      because: "The file preprocessor_config.json came with the model, and is for Hugging Face's DeiTImageProcessor.",
    },
  })
  expect(await beside({ 'preprocessor_config.json': deit }, 'onnx/model.onnx')).toMatchObject({
    name: '../preprocessor_config.json',
    suggestion: { recipe: { crop: 99 } },
  })
  // As transformers 5 has it, and then it counts before the other; of other processors there is nothing in it.
  const five = { processor_class: 'SomeProcessor', image_processor: deit }
  const older = { ...deit, size: 512 }
  const both = { 'processor_config.json': five, 'preprocessor_config.json': older }
  expect(await beside(both)).toMatchObject({ name: 'processor_config.json', suggestion: { recipe: { resize: 128 } } })
  expect(await beside({ ...both, 'processor_config.json': { processor_class: 'SomeProcessor' } })).toMatchObject({
    suggestion: { recipe: { resize: 512 } },
  })
  // Only that one lies around networks.
  expect(await beside({ 'preprocessor_config.json': deit }, 'other/model.onnx')).toBeNull()
  const old = { ...deit, image_processor_type: null }
  expect(await beside({ 'preprocessor_config.json': old, 'config.json': { model_type: 'deit' } })).toMatchObject({
    suggestion: { recipe: { resize: 128 }, because: expect.stringContaining('the image processor of deit') as string },
  })
})

it("takes timm's recipe at its test size, or at the other one where the network is for that", async () => {
  const at = async (side: number | null) => (await beside({ 'config.json': timm }, 'net.onnx', side))?.suggestion
  expect(await at(null)).toMatchObject({ preset: 'timm', recipe: { resize: 288, crop: 288 } })
  expect(await at(288)).toMatchObject({
    because: "The file config.json came with the model, and is timm's, at its test size, 288.",
  })
  expect(await at(224)).toMatchObject({
    recipe: { resize: 235, crop: 224 },
    because: "The file config.json came with the model, and is timm's, at the size that it was trained with, 224.",
  })
  const wrapped = { ...timm, image_processor_type: 'TimmWrapperImageProcessor' }
  expect(await beside({ 'preprocessor_config.json': wrapped })).toMatchObject({ suggestion: { recipe: { crop: 288 } } })
})

it('puts NAME.recipe.json above all that came with the model', async () => {
  const files = { 'net.recipe.json': { crop: 200 }, 'preprocessor_config.json': deit }
  expect(await beside(files)).toMatchObject({ name: 'net.recipe.json', suggestion: { recipe: { crop: 200 } } })
})

it.each<[string, Record<string, unknown>, object]>([
  ['cannot be done', { 'preprocessor_config.json': { ...deit, size: { longest_edge: 8 } } }, { isBinding: true }],
  ['is not JSON', { 'preprocessor_config.json': '{"size": 224,}' }, { isBinding: true }],
  ['is not JSON, and may be of another program', { 'config.json': '// settings' }, { isBinding: false }],
  ['is no object', { 'preprocessor_config.json': [] }, { isBinding: true }],
  ['is too large', { 'preprocessor_config.json': ' '.repeat((8 << 20) + 1) }, { isBinding: true }],
  ['is nested without end', { 'preprocessor_config.json': '['.repeat(100_000) }, { isBinding: true }],
])('says what is wrong with a file that %s', async (_what, files, expected) => {
  const found = await beside(files)
  expect(found).toMatchObject({ name: Object.keys(files)[0], suggestion: null, ...expected })
  expect(found?.problem).toContain(Object.keys(files)[0])
  expect(found?.problem).not.toContain('\n')
})

it('passes over a config.json of anything else', async () => {
  expect(await beside({ 'config.json': { model_type: 'vit' } })).toBeNull()
  expect(await beside({ 'config.json': { theme: 'dark' } })).toBeNull()
  // What lies beside the preprocessor's own is asked only for what that leaves open.
  expect(await beside({ 'preprocessor_config.json': deit, 'config.json': '//' })).toMatchObject({ problem: null })
})

it.each([
  ['resnet50-11ad3fa6', 'ResNet50_Weights.IMAGENET1K_V2', 232],
  ['ResNet50_Weights.IMAGENET1K_V2', 'ResNet50_Weights.IMAGENET1K_V2', 232],
  ['resnet50.IMAGENET1K_V1', 'ResNet50_Weights.IMAGENET1K_V1', 256],
  ['efficientnet_v2_s-imagenet1k_v1_fp16', 'EfficientNet_V2_S_Weights.IMAGENET1K_V1', 384],
])("knows torchvision's weights by the name %s", async (name, weights, resize) => {
  expect(torchvisionWeights(name)).toMatchObject({ weights, companion: { recipe: { resize } } })
  const found = await beside({}, `${name}.onnx`)
  expect(found?.suggestion).toMatchObject({
    because: `It is called after torchvision's weights ${weights}, whose recipe this is.`,
  })
  expect(found?.suggestion?.file).toBeUndefined()
})

it('knows no weights by less than that', () => {
  for (const name of ['resnet50', 'resnet50-v2', 'my-resnet50-11ad3fa6', 'resnet50-11ad3fa6-cats', 'constructor'])
    expect(torchvisionWeights(name)).toBeNull()
})

it('takes a folder for its model, whose other precisions it names', async () => {
  const files = ['model_quantized.onnx', 'model_fp16.onnx', 'model.onnx', 'decoder.onnx', 'model.onnx_data']
  const folder = folderOf({ 'config.json': {}, ...Object.fromEntries(files.map((name) => [`onnx/${name}`, ''])) })
  expect(await modelFolder(folder)).toEqual({
    file: path.join(folder, 'onnx/model.onnx'),
    others: ['model_fp16.onnx', 'model_quantized.onnx'].map((name) => path.join('onnx', name)),
  })
  expect(folderName(path.join(folder, 'onnx/model.onnx'))).toBe(path.basename(folder))
  expect(folderName(path.join(folder, 'onnx/model_fp16.onnx'))).toBe(`${path.basename(folder)}_fp16`)
  expect(folderName(path.join(folder, 'onnx/decoder.onnx'))).toBeUndefined()
  const flat = folderOf({ 'preprocessor_config.json': deit, 'model_int8.onnx': '' })
  expect(await modelFolder(flat)).toEqual({ file: path.join(flat, 'model_int8.onnx'), others: [] })
  expect(await modelFolder(folderOf({ 'model.onnx': '' }))).toBeNull()
  expect(folderName(path.join(folderOf({ 'model.onnx': '' }), 'model.onnx'))).toBeUndefined()
  expect(await modelFolder(path.join(flat, 'model_int8.onnx'))).toBeNull()
})

it('reads the class names that came with a model', async () => {
  const names = (config: unknown) => ownClassNames(path.join(folderOf({ 'config.json': config }), 'onnx/model.onnx'))
  // By the number of the output, whatever the order of the text.
  expect(await names({ id2label: { 1: 'goldfish', 0: 'tench' } })).toEqual({
    file: '../config.json',
    names: ['tench', 'goldfish'],
  })
  expect(await names({ ...timm, label_names: ['a', 'b'] })).toMatchObject({ names: ['a', 'b'] })
  for (const none of [
    {},
    { id2label: {} },
    { id2label: { 0: 'LABEL_0', 1: 'LABEL_1' } },
    { id2label: { 1: 'b', 2: 'c' } },
    { id2label: ['a'] },
    '{',
  ])
    expect(await names(none)).toBeNull()
})
