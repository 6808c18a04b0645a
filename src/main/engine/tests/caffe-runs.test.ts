import { rmSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Engine, Input } from '../../../shared/contract.ts'
import { resolveRecipe } from '../../../shared/presets.ts'
import { RunSummary } from '../../../shared/run.ts'
import { acuity } from '../../../testing/command.ts'
import { evaluate, sampleEngine } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { sampleDataset } from '../../../testing/sample.ts'
import { refused } from '../../../testing/remedies.ts'
import { encodeBlob, encodeCaffemodel, layer, network } from '../model/caffe/testing/tiny-caffe.ts'

const SIDE = 32
const convolution = layer('conv', 'Convolution', 'data', 'conv', 'convolution_param { num_output: 12 kernel_size: 3 }')
const overAll = layer('pool', 'Pooling', 'conv', 'pool', 'pooling_param { pool: AVE global_pooling: true }')
const classifier = layer('fc', 'InnerProduct', 'conv', 'fc', 'inner_product_param { num_output: 12 }')

/** The same mean everywhere, or one that is dark at the left and bright at the right. */
const flat = encodeBlob({ dims: [1, 3, SIDE, SIDE], data: Array.from({ length: 3 * SIDE * SIDE }, () => 120) })
const slope = encodeBlob({
  dims: [1, 3, SIDE, SIDE],
  data: Array.from({ length: 3 * SIDE * SIDE }, (_, i) => 4 * (i % SIDE)),
})

/** The sample indexed, and a network whose answers are the matter here, not whether they are right. */
async function prepared() {
  const folder = temporaryFolder()
  writeFiles(folder, {
    'any-size.prototxt': network(convolution + overAll, SIDE).replace('name', 'default_forward_type: FLOAT16 name'),
    'fixed-size.prototxt': network(convolution + classifier, SIDE),
    'net.caffemodel': encodeCaffemodel([
      { name: 'conv', blobs: [{ dims: [12, 3, 3, 3] }, { dims: [12] }] },
      { name: 'fc', blobs: [{ dims: [12, 12 * 30 * 30] }, { dims: [12] }] },
    ]),
    'flat.binaryproto': flat,
    'slope.binaryproto': slope,
  })
  const file = (name: string) => path.join(folder, name)
  const engine = await sampleEngine()
  const request = (network: 'any-size' | 'fixed-size', recipe: Input<'runs.start'>['recipe']): Input<'runs.start'> => ({
    dataset: 'sample',
    model: file(`${network}.prototxt`),
    weights: file('net.caffemodel'),
    preset: 'caffe',
    recipe: { resize: SIDE, crop: 24, ...recipe },
    limit: 12,
    asIndexed: true,
    threads: 1,
  })
  const mean = async (name: string) => {
    const { sha256 } = await engine.call('means.add', { file: file(name) })
    return { sha256, name }
  }
  return { engine, folder, file, request, mean }
}

async function answers(engine: Engine, run: number): Promise<string> {
  return (await engine.call('reports.render', { run, as: 'images', format: 'csv' })).text
}

it('a mean image is subtracted as the mean of its channels would be, where it is the same everywhere', async () => {
  const { engine, request, mean } = await prepared()
  const [byChannel, byPixel, bySlope] = [
    await evaluate(engine, request('any-size', { mean: [120, 120, 120] })),
    // Whatever a door calls it, it goes by the name of its file.
    await evaluate(engine, request('any-size', { meanImage: { ...(await mean('flat.binaryproto')), name: 'x' } })),
    await evaluate(engine, request('any-size', { meanImage: await mean('slope.binaryproto') })),
  ]
  expect(byChannel.warnings).toContainEqual(expect.stringMatching(/passes over: default_forward_type \(line 1\)/))
  expect(byPixel).toMatchObject({ status: 'done', error: null, recipe: { meanImage: { name: 'flat.binaryproto' } } })
  expect(await answers(engine, byPixel.run)).toBe(await answers(engine, byChannel.run))
  expect(await answers(engine, bySlope.run)).not.toBe(await answers(engine, byChannel.run))
})

it('a run is made again when the mean image is gone from disk, and says so when the weights are', async () => {
  const { engine, file, request, mean } = await prepared()
  const first = await evaluate(engine, request('any-size', { meanImage: await mean('slope.binaryproto') }))
  rmSync(file('slope.binaryproto'))
  const { run } = await engine.call('runs.again', { run: first.run })
  expect(await engine.call('runs.wait', { run })).toMatchObject({
    status: 'done',
    modelWeights: file('net.caffemodel'),
  })
  expect(await answers(engine, run)).toBe(await answers(engine, first.run))

  rmSync(file('net.caffemodel'))
  const again = await engine.call('runs.again', { run: first.run })
  const failed = await engine.call('runs.wait', { run: again.run })
  expect(failed).toMatchObject({ status: 'failed', error: { code: 'not-found' } })
  expect(failed.error?.message).toContain(`The model net is gone from ${file('net.caffemodel')}`)
})

it('the crop decides what the network sees, and weights that fit one size only say so', async () => {
  const { engine, request } = await prepared()
  const [large, small] = [
    await evaluate(engine, request('any-size', { crop: 24 })),
    await evaluate(engine, request('any-size', { crop: 8 })),
  ]
  // 12 filters of 27 weights, at 22×22 and at 6×6 positions.
  expect([large.macs, small.macs]).toEqual([12 * 27 * 22 * 22, 12 * 27 * 6 * 6])
  expect(large.modelSha256).toBe(small.modelSha256)
  await expect(engine.call('runs.start', request('fixed-size', { crop: 24 }))).rejects.toThrow(
    refused(
      /layer "fc" \(InnerProduct\) needs weights of \[12, 5808\], and those in .*net\.caffemodel are of \[12, 10800\]\. /,
      { do: 'state', option: 'crop' },
    ),
  )
  expect(await evaluate(engine, request('fixed-size', { crop: SIDE }))).toMatchObject({ status: 'done' })
})

it('goes by the name of its weights, with a size where only one fits', async () => {
  const { engine, file } = await prepared()
  const add = (name: string) => engine.call('models.add', { file: file(name), weights: file('net.caffemodel') })
  expect(await add('any-size.prototxt')).toMatchObject({ name: 'net', height: null, width: null })
  const model = await add('fixed-size.prototxt')
  expect(model).toMatchObject({ name: 'net', height: SIDE, width: SIDE, weights: file('net.caffemodel') })
})

it('suggests the mean image that was added with it, at the size that it has', async () => {
  const { engine, file } = await prepared()
  const { model, meanImage } = await engine.call('models.add', {
    file: file('any-size.prototxt'),
    weights: file('net.caffemodel'),
    meanFile: file('slope.binaryproto'),
  })
  expect(meanImage).toMatchObject({ name: 'slope.binaryproto' })
  expect(await engine.call('models.suggestRecipe', { model })).toMatchObject({
    preset: 'caffe',
    recipe: { resize: SIDE, crop: SIDE, meanImage },
    because: 'It is a Caffe network for images of 32×32 pixels. slope.binaryproto was added with it.',
  })
  // A run takes it, unless the mean of each channel is stated.
  const settled = async (recipe: Input<'runs.start'>['recipe']) => {
    const { run } = await engine.call('runs.start', { dataset: 'sample', asIndexed: true, model, recipe, limit: 1 })
    return (await engine.call('runs.wait', { run })).recipe
  }
  expect(await settled({})).toMatchObject({ fit: 'squash', resize: SIDE, crop: SIDE, meanImage })
  const { mean, meanImage: none } = await settled({ mean: [1, 2, 3] })
  expect({ mean, none }).toEqual({ mean: [1, 2, 3], none: undefined })
  // Adding it once more without a mean image takes nothing away.
  const again = await engine.call('models.add', { file: file('any-size.prototxt'), weights: file('net.caffemodel') })
  expect(again).toMatchObject({ model, meanImage })
})

it('suggests the mean of each channel where the mean image does not cover the crop', async () => {
  const { engine, folder, file } = await prepared()
  writeFiles(folder, { 'small.binaryproto': encodeBlob({ dims: [3, 1, 2], data: [1, 3, 10, 30, 100, 300] }) })
  const { model } = await engine.call('models.add', {
    file: file('any-size.prototxt'),
    weights: file('net.caffemodel'),
    meanFile: file('small.binaryproto'),
  })
  const { preset, recipe, because } = await engine.call('models.suggestRecipe', { model })
  expect(recipe).toEqual({ resize: 37, crop: SIDE, mean: [2, 20, 200] })
  expect(because).toMatch(
    /small\.binaryproto was added with it, but is of 2×1 pixels: the mean of each channel is taken/,
  )
  expect(resolveRecipe(preset, recipe)).toMatchObject({ fit: 'squash', resize: 37 })
})

it('takes its mean and scale from a training network, and warns of a recipe that has others', async () => {
  const { engine, folder, file } = await prepared()
  const transform = 'transform_param { crop_size: 24 mean_value: 10 mean_value: 20 mean_value: 30 scale: 0.5 }'
  const data = `layer { name: "data" type: "Data" top: "data" top: "label" ${transform} }\n`
  writeFiles(folder, { 'train_val.prototxt': data + convolution + overAll })
  const weights = file('net.caffemodel')
  const { model } = await engine.call('models.add', { file: file('train_val.prototxt'), weights })
  const { preset, recipe } = await engine.call('models.suggestRecipe', { model })
  expect({ preset, recipe }).toEqual({
    preset: 'caffe',
    recipe: { resize: 27, crop: 24, mean: [10, 20, 30], scale: 0.5 },
  })
  const started = { dataset: 'sample', asIndexed: true, threads: 1, model, preset, sample: 2 }
  expect(await evaluate(engine, { ...started, recipe })).toMatchObject({ status: 'done', warnings: [] })
  expect(await evaluate(engine, { ...started, recipe: { crop: 24 } })).toMatchObject({
    warnings: [expect.stringMatching(/its mean is 10, 20, 30; its scale is 0\.5/)],
  })
})

it('warns where a mean image of Caffe meets RGB, and suggests the size that goes with a crop', async () => {
  const { engine, file, request, mean } = await prepared()
  const meanImage = await mean('slope.binaryproto')
  const { warnings } = await evaluate(engine, request('any-size', { meanImage, channels: 'RGB' }))
  expect(warnings).toContainEqual(expect.stringMatching(/slope\.binaryproto are subtracted in their order/))
  const added = { file: file('any-size.prototxt'), weights: file('net.caffemodel') }
  const { model } = await engine.call('models.add', added)
  expect((await engine.call('models.suggestRecipe', { model, crop: 99 })).recipe).toEqual({ resize: 128, crop: 99 })
  expect((await engine.call('models.suggestRecipe', { model, crop: 224 })).recipe).toEqual({ resize: 256, crop: 224 })
})

it('evaluates no architecture without weights: it has a speed, and no accuracy', async () => {
  const { engine } = await prepared()
  const start = engine.call('runs.start', { dataset: 'sample', model: 'alexnet' })
  await expect(start).rejects.toThrow(
    refused(
      /alexnet\.prototxt is a network without weights/,
      { do: 'state', option: 'weights' },
      { do: 'measure-speed' },
    ),
  )
  expect(await engine.call('runs.list', {})).toEqual([])
})

it('the command line takes a network as it says of itself, and its mean image', async () => {
  const { file, folder } = await prepared()
  writeFiles(folder, {
    'sizeless.prototxt': `layer { name: "data" type: "Data" top: "data" top: "label" }\n${convolution}${overAll}`,
  })
  const evaluating = (...more: string[]) =>
    acuity(folder, [
      'evaluate',
      '--dataset',
      sampleDataset,
      '--weights',
      file('net.caffemodel'),
      '--limit',
      '4',
      ...more,
    ])
  const taken = ['--model', file('any-size.prototxt'), '--mean-file', file('slope.binaryproto')]
  const { code, stdout, stderr } = await evaluating(...taken, '--json')
  expect(stderr).toContain('recipe caffe: It is a Caffe network for images of 32×32 pixels.')
  expect(code).toBe(0)
  const { recipe, recipeOrigin, images } = RunSummary.parse(JSON.parse(stdout))
  expect(recipeOrigin).toMatchObject({ from: 'model', preset: 'caffe' })
  expect(images.evaluated).toBe(4)
  expect(recipe).toMatchObject({ fit: 'squash', resize: SIDE, crop: SIDE, meanImage: { name: 'slope.binaryproto' } })

  expect(await evaluating(...taken, '--mean', '1,2,3')).toMatchObject({ code: 2 })
  expect(await evaluating('--model', 'alexnett')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      'alexnett is neither a file nor an architecture that ships (alexnet, caffenet,',
    ) as string,
  })
  expect(await evaluating('--model', file('sizeless.prototxt'), '--crop', '24')).toMatchObject({ code: 0 })
})
