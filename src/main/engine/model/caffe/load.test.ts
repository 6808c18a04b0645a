import { Buffer } from 'node:buffer'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseHead } from '../choose-head.ts'
import { probeOnce } from '../testing/run-models.ts'
import { modelFolder } from '../testing/tiny-models.ts'
import { countCaffe, loadCaffeModel, loadUntrained } from './load.ts'
import * as tiny from './testing/tiny-caffe.ts'

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

const write = (prototxt: string) => files.write('net.prototxt', prototxt)

async function load(prototxt: string, weights: readonly tiny.LayerParts[], side?: number) {
  return loadCaffeModel(
    await write(prototxt),
    await files.write('net.caffemodel', tiny.encodeCaffemodel(weights)),
    side,
  )
}

describe('a network as it is loaded', () => {
  it('describes itself', async () => {
    const { description, external } = await load(tiny.ANY_SIZE, tiny.ANY_SIZE_WEIGHTS)
    const bytes = Buffer.byteLength(tiny.ANY_SIZE) + tiny.encodeCaffemodel(tiny.ANY_SIZE_WEIGHTS).length
    expect(description).toMatchObject({
      inputName: 'data',
      outputName: 'prob',
      elemType: 'float32',
      layout: 'NCHW',
      layoutDetected: true,
      height: null,
      width: null,
      batch: null,
      outputs: 5,
      outputKind: 'probabilities',
      bytes,
      params: 4 * 27 + 4 + 5 * 4 + 5,
      caffe: { height: 8, width: 8, mean: null, scale: 1, meanFile: null, unheeded: [] },
    })
    expect([...external.tensors.keys()]).toEqual(['conv/0', 'conv/1', 'fc/0', 'fc/1'])
  })

  it('its hash is that of both files', async () => {
    const hashOf = async (...args: Parameters<typeof load>) => (await load(...args)).description.sha256
    const hash = await hashOf(tiny.ANY_SIZE, tiny.ANY_SIZE_WEIGHTS)
    expect(await hashOf(tiny.ANY_SIZE, tiny.ANY_SIZE_WEIGHTS, 9)).toBe(hash)
    expect(await hashOf(`${tiny.ANY_SIZE} `, tiny.ANY_SIZE_WEIGHTS)).not.toBe(hash)
    expect(await hashOf(tiny.ANY_SIZE, tiny.ANY_SIZE_WEIGHTS.toReversed())).not.toBe(hash)
  })

  it('its scores are logits where a loss was its end', async () => {
    const prototxt = tiny.ANY_SIZE.replace('"Softmax"', '"SoftmaxWithLoss"')
    expect((await load(prototxt, tiny.ANY_SIZE_WEIGHTS)).description).toMatchObject({
      outputName: 'fc',
      outputKind: 'logits',
    })
  })

  it('an ArgMax at its end is left out', async () => {
    const best = tiny.layer('best', 'ArgMax', 'prob', 'best', 'argmax_param { top_k: 1 }')
    expect((await load(tiny.ANY_SIZE + best, tiny.ANY_SIZE_WEIGHTS)).description).toMatchObject({
      outputName: 'prob',
      outputs: 5,
      scoresOutputs: [{ name: 'prob', outputs: 5 }],
    })
  })

  it('runs where blobs are called like weights and new nodes', async () => {
    const prototxt = tiny.ANY_SIZE.replaceAll(': "conv"', ': "conv/0"')
      .replaceAll(': "pool"', ': "caffe_1_Conv"')
      .replace('name: "conv/0"', 'name: "conv"')
    const model = await load(prototxt, tiny.ANY_SIZE_WEIGHTS)
    const plain = await load(tiny.ANY_SIZE, tiny.ANY_SIZE_WEIGHTS)
    expect((await probeOnce(model, tiny.recipeAt(8))).scores).toEqual((await probeOnce(plain, tiny.recipeAt(8))).scores)
  })

  it('comments may be in any encoding', async () => {
    const content = Buffer.concat([Buffer.from('# '), Buffer.of(0xb2, 0xe3, 0x0a), Buffer.from(tiny.ANY_SIZE)])
    const file = await files.write('gbk.prototxt', content)
    await expect(countCaffe(file, [8])).resolves.toHaveLength(1)
  })

  it.each([
    ['no image', '1', /input is no batch of colour images/],
    ['another kind of image', '4', /input is no batch of colour images/],
  ])('is refused where it takes %s', async (_, channels, problem) => {
    const prototxt = tiny.ANY_SIZE.replace('dim: 3', `dim: ${channels}`)
    const weights = [
      { name: 'conv', blobs: [{ dims: [4, Number(channels), 3, 3] }, { dims: [4] }] },
      ...tiny.ANY_SIZE_WEIGHTS.slice(1),
    ]
    await expect(load(prototxt, weights)).rejects.toThrow(problem)
  })
})

describe('of several outputs', () => {
  const inner = (name: string, bottom: string, outputs: number) =>
    tiny.layer(name, 'InnerProduct', bottom, name, `inner_product_param { num_output: ${outputs} }`)
  const main = tiny.ANY_SIZE_WEIGHTS

  it('an auxiliary classifier is left, also where it stands last', async () => {
    const further = tiny.layer('more', 'InnerProduct', 'prob', 'more', 'inner_product_param { num_output: 5 }')
    const more = [...main, { name: 'more', blobs: [{ dims: [5, 5] }, { dims: [5] }] }]
    const aux = inner('loss1/classifier', 'pool', 5)
    const auxWeights = { name: 'loss1/classifier', blobs: [{ dims: [5, 4] }, { dims: [5] }] }
    const { description, heads } = await load(tiny.ANY_SIZE + further + aux, [...more, auxWeights])
    expect(description.outputName).toBe('more')
    expect(heads.map(({ name, outputs }) => [name, outputs])).toEqual([
      ['loss1/classifier', 5],
      ['more', 5],
    ])
  })

  it('one without weights is no choice', async () => {
    const { description } = await load(tiny.ANY_SIZE + inner('loss1/classifier', 'pool', 5), main)
    expect(description).toMatchObject({ outputName: 'prob', scoresOutputs: [{ name: 'prob', outputs: 5 }] })
  })

  it('another one is taken by its name, with its own weights and kind', async () => {
    const colours = inner('colours', 'pool', 3)
    const weights = [...main, { name: 'colours', blobs: [{ dims: [3, 4] }, { dims: [3] }] }]
    const model = await load(tiny.ANY_SIZE + colours, weights)
    const { heads } = model
    expect(chooseHead('net', heads, { classes: 5 }).head.name).toBe('prob')
    expect(chooseHead('net', heads, { classes: 3 }).head.name).toBe('colours')
    const taken = model.take('colours')
    const counts = { outputs: 3, params: 4 * 27 + 4 + 3 * 4 + 3, outputKind: 'logits' }
    expect(taken.description).toMatchObject({ outputName: 'colours', ...counts, sha256: model.description.sha256 })
    expect((await probeOnce(taken, tiny.recipeAt(8))).measurement.outputs).toBe(3)
    expect(() => model.take('shapes')).toThrow(/no output shapes.*colours \(3 scores\), prob \(5 scores\)/)
  })

  it('one that does not convert, or holds no scores, is no choice', async () => {
    const strange = tiny.layer('strange', 'Mystery', 'pool', 'strange')
    const map = tiny.layer('map', 'ReLU', 'conv', 'map')
    const { description } = await load(tiny.ANY_SIZE + strange + map, main)
    expect(description).toMatchObject({ outputName: 'prob', scoresOutputs: [{ name: 'prob', outputs: 5 }] })
  })
})

describe('sizes follow the crop', () => {
  it.each([3, 8, 9, 64])('any size fits where all is pooled: %i', async (side) => {
    const model = await load(tiny.ANY_SIZE, tiny.ANY_SIZE_WEIGHTS, side)
    expect(model.onnx.graph.inputs[0]?.dims).toEqual([null, 3, side, side])
    expect(model.description).toMatchObject({ height: null, width: null, caffe: { height: 8 } })
    const area = Math.floor((side - 1) / 2) ** 2
    expect((await probeOnce(model, tiny.recipeAt(side))).measurement).toMatchObject({
      outputs: 5,
      macs: area * 4 * 27 + 20,
    })
  })

  it('one size fits where an InnerProduct sees pixels', async () => {
    expect((await load(tiny.FIXED_SIZE, tiny.FIXED_SIZE_WEIGHTS)).description).toMatchObject({ height: 8, width: 8 })
    // 7 pixels leave as many as 8: the last is no full stride.
    await expect(load(tiny.FIXED_SIZE, tiny.FIXED_SIZE_WEIGHTS, 7)).resolves.toBeDefined()
    await expect(load(tiny.FIXED_SIZE, tiny.FIXED_SIZE_WEIGHTS, 9)).rejects.toMatchObject({
      code: 'model-invalid',
      message: `${path.join(files.folder, 'net.prototxt')}:6: layer "fc" (InnerProduct) needs weights of [5, 64], and those in ${path.join(files.folder, 'net.caffemodel')} are of [5, 36]. An InnerProduct fits one size of its input, which at this crop is 4×4×4: the crop has to be that at which the weights were trained.`,
      details: { remedies: [{ do: 'state', option: 'crop' }] },
    })
  })

  it('a crop too small for the layers is refused', async () => {
    await expect(load(tiny.ANY_SIZE, tiny.ANY_SIZE_WEIGHTS, 2)).rejects.toThrow(
      /:4: layer "conv" \(Convolution\) has nothing left to work on: its input is 2×2\. Choose a larger crop\./,
    )
  })

  it('an image that is no square is refused, unless the crop is stated', async () => {
    const oblong = tiny.ANY_SIZE.replace('dim: 8 dim: 8', 'dim: 8 dim: 12')
    await expect(load(oblong, tiny.ANY_SIZE_WEIGHTS)).rejects.toThrow(/images of 12×8 pixels/)
    expect((await load(oblong, tiny.ANY_SIZE_WEIGHTS, 9)).onnx.graph.inputs[0]?.dims).toEqual([null, 3, 9, 9])
  })
})

describe('what a data layer says of the images', () => {
  const rest = tiny.ANY_SIZE.slice(tiny.ANY_SIZE.indexOf('layer'))
  const nothing = { height: null, width: null, mean: null, scale: 1, meanFile: null, unheeded: [] }
  const dataLayer = (parameters: string) =>
    `layer { name: "data" type: "Data" top: "data" top: "label" ${parameters} }\n${rest}`

  it.each<[parameters: string, stated: object]>([
    ['', {}],
    ['transform_param { crop_size: 8 }', { height: 8, width: 8 }],
    ['transform_param { crop_size: 0 mirror: true }', {}],
    ['transform_param { mean_value: 104 mean_value: 117 mean_value: 123.5 }', { mean: [104, 117, 123.5] }],
    ['transform_param { mean_value: 128 }', { mean: [128, 128, 128] }],
    [
      'transform_param { scale: 0.017 mean_file: "data/mean.binaryproto" }',
      { scale: 0.017, meanFile: 'data/mean.binaryproto' },
    ],
    // The format before 2014.
    [
      'data_param { crop_size: 8 scale: 0.5 mean_file: "m" batch_size: 50 backend: LMDB }',
      { height: 8, width: 8, scale: 0.5, meanFile: 'm' },
    ],
    ['image_data_param { crop_size: 9 source: "list.txt" }', { height: 9, width: 9 }],
    [
      'video_param { fps: 3 } transform_param { resize_param { height: 9 } crop_size: 8 scale_h: 2 }',
      {
        height: 8,
        width: 8,
        unheeded: ['video_param (line 1)', 'resize_param (line 1)', 'scale_h (line 1)'],
      },
    ],
  ])('%s', async (parameters, stated) => {
    const { description } = await load(dataLayer(parameters), tiny.ANY_SIZE_WEIGHTS, 8)
    expect(description.caffe).toEqual({ ...nothing, ...stated })
  })

  it('the size is that of AlexNet where nothing states one', async () => {
    const dims = async (says: string) => {
      const { onnx } = await load(dataLayer(says), tiny.ANY_SIZE_WEIGHTS)
      return onnx.graph.inputs[0]?.dims
    }
    expect(await dims('')).toEqual([null, 3, 227, 227])
    expect(await dims('transform_param { crop_size: 9 }')).toEqual([null, 3, 9, 9])
    expect(await dims('memory_data_param { batch_size: 1 channels: 3 height: 12 width: 12 }')).toEqual([
      null,
      3,
      12,
      12,
    ])
  })

  it.each([
    ['transform_param { men_value: 1 }', /transform_param has the field men_value/],
    ['data_parm { batch_size: 1 }', /layer has the field data_parm/],
    ['transform_param { mean_value: 1 mean_value: 2 }', /2 times mean_value: state one, or one for each channel/],
    ['transform_param { mean_value: 1 mean_file: "m" }', /both mean_file and mean_value are stated/],
  ])('refuses %s', async (says, problem) => {
    await expect(load(dataLayer(says), tiny.ANY_SIZE_WEIGHTS)).rejects.toThrow(problem)
  })

  it.each([
    ['AnnotatedData', 'annotated_data_param { label_map_file: "x" }'],
    ['DummyData', 'dummy_data_param { shape { dim: 22 dim: 3 dim: 8 dim: 8 } shape { dim: 22 } }'],
    ['DummyData', 'dummy_data_param { num: 22 num: 22 channels: 3 channels: 1 height: 8 height: 1 width: 8 width: 1 }'],
  ])('of the type %s as of any other', async (type, parameters) => {
    const { description } = await load(
      dataLayer(parameters).replace('"Data"', `"${type}"`),
      tiny.ANY_SIZE_WEIGHTS,
      type === 'DummyData' ? undefined : 8,
    )
    expect(description.caffe?.height).toBe(type === 'DummyData' ? 8 : null)
  })

  it('the TEST phase counts', async () => {
    const both = [
      ['TRAIN', 9],
      ['TEST', 8],
    ].map(
      ([phase, crop]) =>
        `layer { name: "data" type: "Data" top: "data" include { phase: ${phase} } transform_param { crop_size: ${crop} } }`,
    )
    const { description } = await load(both.join('\n') + rest, tiny.ANY_SIZE_WEIGHTS)
    expect(description.caffe).toMatchObject({ height: 8, width: 8 })
  })
})

describe('the size that a network takes', () => {
  const fc = (bottom: string) => tiny.layer('fc', 'InnerProduct', bottom, 'fc', 'inner_product_param { num_output: 5 }')
  const conv = tiny.layer('conv', 'Convolution', 'data', 'conv', 'convolution_param { num_output: 4 kernel_size: 3 }')
  const overAll = tiny.layer('pool', 'Pooling', 's', 'p', 'pooling_param { pool: AVE global_pooling: true }')
  it.each([
    ['any, where it pools over everything', tiny.ANY_SIZE, null],
    ['one, where all of the image enters an InnerProduct', conv + fc('conv'), 8],
    ['one, where it is flattened before', conv + tiny.layer('flat', 'Flatten', 'conv', 'flat') + fc('flat'), 8],
    [
      'one, where a pool of a fixed size happens to leave one position',
      conv + tiny.layer('pool', 'Pooling', 'conv', 'pool', 'pooling_param { pool: AVE kernel_size: 6 }') + fc('pool'),
      8,
    ],
    [
      'one, where each position has a scale of its own',
      conv + tiny.layer('s', 'Scale', 'conv', 's', 'scale_param { num_axes: -1 }') + overAll,
      8,
    ],
  ])('is %s', async (_, layers, side) => {
    const text = layers.includes('input') ? layers : tiny.network(layers)
    const { description } = await loadUntrained(await write(text))
    expect([description.height, description.width]).toEqual([side, side])
  })
})
