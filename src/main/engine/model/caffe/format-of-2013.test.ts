import { Buffer } from 'node:buffer'
import { expect, it } from 'vitest'
import { noise } from '../testing/tiny-models.ts'
import { wrapField } from '../onnx/write.ts'
import { readNet } from './net.ts'
import { answerOf } from './testing/answer.ts'
import { encodeBlob, encodeCaffemodel, layer, network, type LayerParts } from './testing/tiny-caffe.ts'

const old = (params: string, bottom: string, top: string) =>
  `layers { layer { ${params} } bottom: "${bottom}" top: "${top}" }\n`

const OLD =
  'input: "data" input_dim: 1 input_dim: 3 input_dim: 8 input_dim: 8\n' +
  old('name: "pad" type: "padding" pad: 1', 'data', 'padded') +
  old('name: "conv" type: "conv" num_output: 4 kernelsize: 3 stride: 2 blobs_lr: 1. weight_decay: 1.', 'padded', 'c') +
  old('name: "relu" type: "relu"', 'c', 'c') +
  old('name: "norm" type: "lrn" local_size: 3 alpha: 0.5 beta: 0.75', 'c', 'n') +
  old('name: "pool" type: "pool" pool: AVE kernelsize: 3 stride: 2', 'n', 'p') +
  old('name: "drop" type: "dropout" dropout_ratio: 0.5', 'p', 'p') +
  old('name: "fc" type: "innerproduct" num_output: 5 biasterm: false', 'p', 'f') +
  old('name: "prob" type: "softmax"', 'f', 'prob')

const TODAY = network(
  layer('conv', 'Convolution', 'data', 'c', 'convolution_param { num_output: 4 kernel_size: 3 stride: 2 pad: 1 }') +
    layer('relu', 'ReLU', 'c', 'c') +
    layer('norm', 'LRN', 'c', 'n', 'lrn_param { local_size: 3 alpha: 0.5 beta: 0.75 }') +
    layer('pool', 'Pooling', 'n', 'p', 'pooling_param { pool: AVE kernel_size: 3 stride: 2 }') +
    layer('fc', 'InnerProduct', 'p', 'f', 'inner_product_param { num_output: 5 bias_term: false }') +
    layer('prob', 'Softmax', 'f', 'prob'),
)

const WEIGHTS: readonly LayerParts[] = [
  { name: 'conv', blobs: [{ dims: [4, 3, 3, 3] }, { dims: [1, 1, 1, 4], form: 'legacy' }] },
  { name: 'fc', blobs: [{ dims: [1, 1, 5, 16], form: 'legacy' }] },
]

/** A .caffemodel of 2013: each layer lies in one of 2014. */
const oldWeights = Buffer.concat(
  WEIGHTS.flatMap(({ name, blobs }) => {
    const content = blobs.flatMap((blob) => wrapField(50, [blob instanceof Uint8Array ? blob : encodeBlob(blob)]))
    return wrapField(2, wrapField(1, [...wrapField(1, [Buffer.from(name)]), ...content]))
  }),
)

it('a network of 2013, and its weights, answer as they would today', async () => {
  const input = { dims: [2, 3, 8, 8], data: noise(2 * 3 * 64, 5) }
  const [before, now] = [
    await answerOf(OLD, oldWeights, input),
    await answerOf(
      TODAY,
      encodeCaffemodel([
        { ...WEIGHTS[0], name: 'conv', blobs: [{ dims: [4, 3, 3, 3] }, { dims: [4] }] },
        { name: 'fc', blobs: [{ dims: [5, 16] }] },
      ]),
      input,
    ),
  ]
  expect(before.dims).toEqual([2, 5])
  expect(before.data).toEqual(now.data)
})

it('what a data layer of 2013 says of the images is where it is today', () => {
  const data =
    'name: "data" type: "data" source: "db" meanfile: "mean" batchsize: 50 cropsize: 7 mirror: false scale: 0.5'
  const { layers } = readNet('net.prototxt', `layers { layer { ${data} } top: "data" top: "label" }`)
  expect(layers).toMatchObject([{ name: 'data', type: 'Data', tops: ['data', 'label'] }])
  const transform = layers[0]?.message.message('transform_param')
  expect([transform?.integer('crop_size'), transform?.string('mean_file'), transform?.number('scale')]).toEqual([
    7,
    'mean',
    0.5,
  ])
})

it.each([
  [
    'another type',
    old('type: "hinge"', 'data', 'x'),
    /:1: type must be one of accuracy, .*, padding in the format of 2013, and is "hinge"/,
  ],
  ['a parameter of another type', old('type: "relu" kernelsize: 3', 'data', 'x'), /layer has the field kernelsize/],
  [
    'a field beside the layer',
    'layers { layer { type: "relu" } include { phase: TEST } }',
    /layers has the field include/,
  ],
  [
    'padding before what cannot be padded',
    old('type: "padding" pad: 1', 'data', 'p') + old('type: "lrn"', 'p', 'x'),
    /:2: a layer of the type lrn is behind one that only pads/,
  ],
])('%s is refused with its line', (_, text, problem) => {
  expect(() => readNet('net.prototxt', text)).toThrow(problem)
})
