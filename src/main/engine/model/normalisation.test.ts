import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelDescription, OwnNormalisation } from '../../../shared/model.ts'
import { resolveRecipe } from '../../../shared/presets.ts'
import type { Layout } from '../../../shared/recipe.ts'
import { loadModel } from './index.ts'
import { DataType } from './onnx/proto.ts'
import type { TensorParts } from './onnx/write.ts'
import { ownRecipe } from './own-recipe.ts'
import { probeOnce } from './testing/run-models.ts'
import { buildClassifier, buildModel, classifierParts, type ModelParts, modelFolder } from './testing/tiny-models.ts'

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

type Nodes = ModelParts['nodes']

const MEAN = [123.675, 116.28, 103.53]
const STD = [58.395, 57.12, 57.375]
const of255 = (values: number[]) => values.map((value) => value / 255)
const recipe = resolveRecipe('torchvision', { resize: 8, crop: 8 })

const tensor = (name: string, values: number[], dims: number[] = []): TensorParts => ({
  name,
  dataType: 'float32',
  dims,
  data: Float32Array.from(values),
})

/** The classifier behind nodes that lead from `image` to `x`. */
async function behind(nodes: Nodes, initializers: TensorParts[], layout: Layout = 'NCHW') {
  const parts = classifierParts({ layout, input: 'x' })
  const inputs: ModelParts['inputs'] = [['image', 'float32', layout === 'NCHW' ? ['N', 3, 8, 8] : ['N', 8, 8, 3]]]
  const content = buildModel({
    ...parts,
    inputs,
    nodes: [...nodes, ...parts.nodes],
    initializers: [...(parts.initializers ?? []), ...initializers],
  })
  return loadModel(await files.write('behind.onnx', content))
}

const node = (opType: string, inputs: string[], output = 'x', attributes = {}): Nodes[number] => ({
  opType,
  inputs,
  outputs: [output],
  attributes,
})

describe('what a network does to its images itself is left out of its recipe, and the answer is that of one that does not', () => {
  const [channels, last] = [
    [3, 1, 1],
    [1, 1, 1, 3],
  ]
  it.each<[string, Nodes, TensorParts[], object, Layout?]>([
    [
      'of pixels from 0 to 255',
      [node('Sub', ['image', 'mean'], 's'), node('Div', ['s', 'std'])],
      [tensor('mean', MEAN, channels), tensor('std', STD, [1, 3, 1, 1])],
      { mean: [0, 0, 0], std: [1, 1, 1], takes: 'pixels from 0 to 255' },
    ],
    [
      'divided by 255 first',
      [
        node('Cast', ['image'], 'c', { to: DataType.float32 }),
        node('Mul', ['c', 'share'], 'f'),
        node('Sub', ['f', 'mean'], 's'),
        node('Div', ['s', 'std']),
      ],
      [tensor('share', [1 / 255]), tensor('mean', of255(MEAN), channels), tensor('std', of255(STD), channels)],
      { std: [1, 1, 1] },
    ],
    [
      'of pixels from 0 to 1, beside a constant on the left, channels last',
      [node('Mul', ['slope', 'image'], 's'), node('Add', ['shift', 's'])],
      [
        tensor(
          'slope',
          STD.map((std) => 255 / std),
          last,
        ),
        tensor(
          'shift',
          MEAN.map((mean, i) => -mean / (STD[i] ?? NaN)),
          [3],
        ),
      ],
      { mean: [0, 0, 0], std: [255, 255, 255], takes: 'pixels from 0 to 1' },
      'NHWC',
    ],
    [
      'as a batch normalisation of its input',
      [node('BatchNormalization', ['image', 'scale', 'shift', 'mean', 'var'], 'x', { epsilon: { float: 1e-6 } })],
      [
        ...[tensor('scale', [1, 1, 1], [3]), tensor('shift', [0, 0, 0], [3]), tensor('mean', MEAN, [3])],
        tensor(
          'var',
          STD.map((std) => std ** 2),
          [3],
        ),
      ],
      { std: [1, 1, 1] },
    ],
    [
      'with numbers that are reshaped on their way',
      [
        node('Unsqueeze', ['mean', 'axes'], 'm'),
        node('Sub', ['image', 'm'], 's'),
        node('Reshape', ['std', 'shape'], 'd'),
        node('Div', ['s', 'd']),
      ],
      [
        ...[tensor('mean', MEAN, [3]), tensor('std', STD, [3])],
        { name: 'axes', dataType: 'int64', dims: [2], data: BigInt64Array.of(1n, 2n) },
        { name: 'shape', dataType: 'int64', dims: [4], data: BigInt64Array.of(1n, 3n, 1n, 1n) },
      ],
      { std: [1, 1, 1] },
    ],
    [
      'behind bounds and a change of size',
      [
        node('Clip', ['image', 'black', 'white'], 'c'),
        node('Resize', ['c', '', 'scales'], 'r'),
        node('Sub', ['r', 'mean'], 's'),
        node('Div', ['s', 'std']),
      ],
      [
        ...[tensor('black', [0]), tensor('white', [255]), tensor('scales', [1, 1, 1, 1], [4])],
        ...[tensor('mean', MEAN, channels), tensor('std', STD, channels)],
      ],
      { mean: [0, 0, 0], std: [1, 1, 1], takes: 'pixels from 0 to 255' },
    ],
  ])('%s', async (_, nodes, initializers, expected, layout = 'NCHW') => {
    const model = await behind(nodes, initializers, layout)
    const own = ownRecipe(model.description)
    expect(own).toMatchObject(expected)
    const plain = await loadModel(await files.write('plain.onnx', buildClassifier({ layout })))
    const [got, wanted] = [await probeOnce(model, { ...recipe, ...own }), await probeOnce(plain, recipe)]
    got.scores.forEach((score, i) => expect(score).toBeCloseTo(wanted.scores[i] ?? NaN, 4))
  })
})

it('the order of channels that a graph turns around is told by what it subtracts afterwards', async () => {
  const turned = await behind(
    [node('Gather', ['image', 'order'], 'g', { axis: 1 }), node('Sub', ['g', 'mean'])],
    [
      { name: 'order', dataType: 'int64', dims: [3], data: BigInt64Array.of(2n, 1n, 0n) },
      tensor('mean', [103.939, 116.779, 123.68], [3, 1, 1]),
    ],
  )
  expect(turned.description.normalisation).toMatchObject({ by: ['Sub'], factors: [1, 1, 1] })
  expect(ownRecipe(turned.description)).not.toHaveProperty('channels')
  const straight = await behind(
    [node('Sub', ['image', 'mean'])],
    [tensor('mean', [103.939, 116.779, 123.68], [3, 1, 1])],
  )
  expect(ownRecipe(straight.description)).toMatchObject({ channels: 'BGR', std: [1, 1, 1] })
})

it('a mean image is known by the mean of each channel', async () => {
  const image = MEAN.flatMap((mean) => Array.from({ length: 64 }, (_, i) => mean + (i % 2 ? 7 : -7)))
  const { description } = await behind([node('Sub', ['image', 'mean'])], [tensor('mean', image, [1, 3, 8, 8])])
  expect(description.normalisation?.by).toEqual(['Sub'])
  description.normalisation?.offsets.forEach((offset, i) => expect(offset).toBeCloseTo(-(MEAN[i] ?? NaN), 3))
  expect(ownRecipe(description)?.std).toEqual([1, 1, 1])
})

it.each<[string, Nodes, TensorParts[]]>([
  ['a layer', [node('Relu', ['image'])], []],
  ['one for each column', [node('Sub', ['image', 'mean'])], [tensor('mean', Array<number>(8).fill(100), [8])]],
  ['nothing that can be divided by', [node('Div', ['image', 'std'])], [tensor('std', [0])]],
  ['what images make of themselves', [node('Sub', ['image', 'image'])], []],
])('is nothing of the kind: %s', async (_, nodes, initializers) => {
  expect((await behind(nodes, initializers)).description.normalisation).toBeNull()
})

const says = (factor: number, offset: number): Pick<ModelDescription, 'elemType' | 'normalisation'> => {
  const normalisation: OwnNormalisation = {
    by: ['Mul', 'Add'],
    factors: [factor, factor, factor],
    offsets: [offset, offset, offset],
  }
  return { elemType: 'float32', normalisation }
}

it.each<[string, number, number, number[] | undefined]>([
  ['-1 to 1, of pixels', 1 / 127.5, -1, [1, 1, 1]],
  ['0 to 1, of pixels', 1 / 255, 0, [1, 1, 1]],
  ["around their mean, as Caffe's", 1, -116, [1, 1, 1]],
  ['-1 to 1, of shares', 2, -1, [255, 255, 255]],
  ['shares around their mean', 1, -0.45, [255, 255, 255]],
  ['pixels of shares', 255, 0, [255, 255, 255]],
  ["around Caffe's mean, of shares", 255, -116, [255, 255, 255]],
  ["from torchvision's to -1 to 1, as its Inception does", 0.458, -0.03, undefined],
  ['its own statistics of images that were normalised before', 0.93, 0.02, undefined],
  ['negatives', -1, 255, undefined],
])('what images a network wants by what it makes of them: %s', (_, factor, offset, std) => {
  expect(ownRecipe(says(factor, offset))?.std).toEqual(std)
})

it('a network of whole numbers is given pixels, whatever its graph does with them', () => {
  expect(ownRecipe({ elemType: 'uint8', normalisation: null })).toMatchObject({
    ...{ mean: [0, 0, 0], std: [1, 1, 1] },
    because: expect.stringContaining('whole numbers (uint8)') as string,
  })
})
