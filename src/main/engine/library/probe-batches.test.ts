import { describe, expect, it } from 'vitest'
import { classifierParts, noise, type ModelParts } from '../model/testing/tiny-models.ts'
import { ending, float, int64s, node, probe, softmax } from './testing/networks.ts'

const any = { only: null, mixing: null, isBlind: false, isRandom: false }

describe('images of a batch are on their own', () => {
  it.each<[string, ModelParts]>([
    ['in an ordinary network', classifierParts()],
    ['in float16', classifierParts({ elemType: 'float16' })],
    ['with a fixed batch of several', classifierParts({ batch: 4 })],
    ['with a fixed batch of one', classifierParts({ batch: 1 })],
    [
      'with logits of ten millions, all near each other',
      ending([node('Add', ['scores', 'much'])], [float('much', 1e7)]),
    ],
    ['with logits of ten millions, far apart', ending([node('Mul', ['scores', 'much'])], [float('much', 1e7)])],
    [
      'with a saturated softmax',
      ending([node('Mul', ['scores', 'much'], 'm'), softmax('m', 'out')], [float('much', 1e4)]),
    ],
    [
      'quantised statically',
      ending(
        [node('QuantizeLinear', ['scores', 'step'], 'u'), node('DequantizeLinear', ['u', 'step'])],
        [float('step', 1 / 32)],
      ),
    ],
    ['with answers that are no numbers', ending([node('Log', ['scores'])])],
  ])('%s', async (_, parts) => {
    expect(await probe(parts)).toMatchObject(any)
  })
})

describe('images of a batch influence each other', () => {
  const dynamic = [
    { opType: 'DynamicQuantizeLinear', inputs: ['scores'], outputs: ['u', 'step', 'zero'] },
    node('DequantizeLinear', ['u', 'step', 'zero']),
  ]
  const training = {
    opType: 'BatchNormalization',
    inputs: ['t1', 's', 'b', 'm', 'v'],
    outputs: ['normal', 'means', 'variances'],
    attributes: { training_mode: 1 },
  }
  const channels = ['s', 'b', 'm', 'v'].map((name) => float(name, 1, 1, 1, 1))

  it('quantised dynamically', async () => {
    expect(await probe(ending(dynamic))).toMatchObject({
      ...any,
      mixing: expect.stringContaining('dynamically') as string,
    })
  })

  it('with BatchNormalization in training mode', async () => {
    const parts = classifierParts({ opset: 15 })
    parts.nodes.splice(2, 0, training)
    const [pool] = parts.nodes.slice(3)
    if (pool) pool.inputs = ['normal']
    parts.initializers?.push(...channels)
    // ONNX Runtime even carries statistics over from one batch to the next.
    expect(await probe(parts)).toMatchObject({ mixing: expect.stringContaining('training mode') as string })
  })

  it('by whatever else: scores over the largest of the batch', async () => {
    const nodes = [node('ReduceMax', ['scores'], 'most', { keepdims: 0 }), node('Div', ['scores', 'most'])]
    expect(await probe(ending(nodes))).toMatchObject({
      ...any,
      mixing: expect.stringContaining('some operator') as string,
    })
  })

  it('by a softmax over the batch, with which no image has an answer of its own', async () => {
    const nodes = [node('Softmax', ['scores'], 'out', { axis: 0 })]
    expect(await probe(ending(nodes))).toMatchObject({ mixing: expect.any(String) as string, isBlind: true })
  })

  it.each([4, 'N'])('by their place in a batch of %s, in which each is treated in a way of its own', async (batch) => {
    const places = { name: 'places', dataType: 'float32', dims: [4, 12], data: noise(48, 7) } as const
    expect(await probe(ending([node('Add', ['scores', 'places'])], [places], { batch }))).toMatchObject({
      mixing: expect.stringContaining('each place of a batch') as string,
    })
  })

  it('in a fixed batch, beside others than copies of themselves', async () => {
    expect(await probe(ending(dynamic, [], { batch: 3 }))).toMatchObject({
      ...any,
      mixing: expect.any(String) as string,
    })
  })
})

it('a network that draws at random answers the same image otherwise each time', async () => {
  const nodes = [
    node('RandomNormalLike', ['scores'], 'drawn', { mean: { float: 0 } }),
    node('Add', ['scores', 'drawn']),
  ]
  expect(await probe(ending(nodes))).toMatchObject({ isRandom: true })
  expect(await probe(ending(nodes, [], { batch: 1 }))).toMatchObject({ isRandom: true })
})

describe('a batch frozen inside an open one is found', () => {
  const reshaped = (...shape: number[]) => ending([node('Reshape', ['scores', 'shape'])], [int64s('shape', ...shape)])
  it.each<[string, number, ModelParts]>([
    ['a reshape to one image', 1, reshaped(1, 12)],
    ['a reshape of all images to one', 1, reshaped(1, -1)],
    ['a reshape to five images', 5, reshaped(5, 12)],
    ['a reshape to five images of any size', 5, reshaped(5, -1)],
    ['a reshape to as many images as are probed together', 3, reshaped(3, 12)],
    [
      'a reshape to six images, its shape put together',
      6,
      ending(
        [node('Concat', ['images', 'each'], 'shape', { axis: 0 }), node('Reshape', ['scores', 'shape'])],
        [int64s('images', 6), int64s('each', 12)],
      ),
    ],
    [
      'the places of four images, which nothing else tells',
      4,
      ending([node('Gather', ['scores', 'places'], 'out', { axis: 0 })], [int64s('places', 0, 1, 2, 3)]),
    ],
    [
      'a token for each of six images',
      6,
      ending(
        [node('Concat', ['token', 'scores'], 'out', { axis: 1 })],
        [{ name: 'token', dataType: 'float32', dims: [6, 1], data: new Float32Array(6).fill(0.5) }],
        {},
        13,
      ),
    ],
  ])('%s', async (_, only, parts) => {
    expect(await probe(parts)).toMatchObject({ ...any, only, outputs: parts.outputs[0]?.[2]?.[1] })
  })

  it('where no batch works, the first failure is told', async () => {
    await expect(probe(reshaped(0, 5))).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringContaining('batch of 1') as string,
    })
  })
})
