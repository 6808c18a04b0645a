import { Buffer } from 'node:buffer'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { probeOnce } from '../testing/run-models.ts'
import { modelFolder } from '../testing/tiny-models.ts'
import { countCaffe, loadCaffeModel, loadUntrained } from './load.ts'
import * as tiny from './testing/tiny-caffe.ts'
import { layer, network } from './testing/tiny-caffe.ts'

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

const write = (prototxt: string) => files.write('net.prototxt', prototxt)

describe('multiply-adds and parameters', () => {
  const shipped = (name: string) =>
    path.join(import.meta.dirname, '../../../../../resources/architectures', `${name}.prototxt`)

  it.each([
    ['alexnet', 227, 666, 59],
    ['alexnet', 111, 147, 30],
    ['alexnet', 99, 105, 25],
    ['vgg_f', 99, 106, 25],
    ['vgg_f_extralayer', 99, 233, 38],
    ['vgg_f_extralayer', 111, 295, 38],
  ])('%s at %i: %i + %i millions', async (name, side, convolutions, innerProducts) => {
    const [count] = await countCaffe(shipped(name), [side])
    const millions = (value = NaN) => Math.round(value / 1e6)
    expect([millions(count?.macs.convolutions), millions(count?.macs.innerProducts)]).toEqual([
      convolutions,
      innerProducts,
    ])
  })

  it('AlexNet has the parameters of the paper: 61 millions', async () => {
    // 96·363 + 256·1200 + 384·2304 + 384·1728 + 256·1728 + 4096·9216 + 4096² + 1000·4096, and the biases.
    expect(await countCaffe(shipped('alexnet'), [227])).toMatchObject([{ params: 60_965_224 }])
  })

  const grouped = network(
    layer('c1', 'Convolution', 'data', 'c1', 'convolution_param { num_output: 6 kernel_size: 3 pad: 1 stride: 2 }') +
      layer(
        'c2',
        'Convolution',
        'c1',
        'c2',
        'convolution_param { num_output: 4 kernel_h: 1 kernel_w: 3 group: 2 dilation: 2 }',
      ) +
      layer('p', 'Pooling', 'c2', 'p', 'pooling_param { kernel_size: 2 stride: 2 }') +
      layer('f1', 'InnerProduct', 'p', 'f1', 'inner_product_param { num_output: 7 bias_term: false }') +
      layer('f2', 'InnerProduct', 'f1', 'f2', 'inner_product_param { num_output: 3 transpose: true }'),
    16,
  )

  it.each([16, 21])('counted from shapes are those of a real run, at %i', async (side) => {
    const file = await write(grouped)
    const [count] = await countCaffe(file, [side])
    const model = await loadUntrained(file, side)
    const { convolutions = NaN, innerProducts = NaN } = count?.macs ?? {}
    expect((await probeOnce(model, tiny.recipeAt(side))).measurement.macs).toBe(convolutions + innerProducts)
    expect(model.description.params).toBe(count?.params)
    expect(Math.min(convolutions, innerProducts)).toBeGreaterThan(0)
  })
})

describe('weights drawn at random', () => {
  const block = (i: number, bottom: string) =>
    layer(`conv${i}`, 'Convolution', bottom, `x${i}`, 'convolution_param { num_output: 16 kernel_size: 3 pad: 1 }') +
    layer(`bn${i}`, 'BatchNorm', `x${i}`, `x${i}`) +
    layer(`scale${i}`, 'Scale', `x${i}`, `x${i}`, 'scale_param { bias_term: true }') +
    layer(`relu${i}`, i % 2 ? 'ReLU' : 'PReLU', `x${i}`, `x${i}`)
  const deep = network(
    Array.from({ length: 20 }, (_, i) => block(i, i === 0 ? 'data' : `x${i - 1}`)).join('') +
      layer('pool', 'Pooling', 'x19', 'pool', 'pooling_param { pool: AVE global_pooling: true }') +
      layer('fc', 'InnerProduct', 'pool', 'fc', 'inner_product_param { num_output: 10 }'),
  )

  it('are finite, none of them denormal, the same every time, and of every layer its own', async () => {
    const [first, second] = [await loadUntrained(await write(deep)), await loadUntrained(await write(deep))]
    expect(first.external).toEqual(second.external)
    const all = [...first.external.tensors].map(([name, bytes]) => ({
      name,
      values: new Float32Array(new Uint8Array(bytes).buffer),
    }))
    expect(all).toHaveLength(20 * 6 + 10 + 2)
    for (const { name, values } of all)
      expect(
        values.every((value) => Number.isFinite(value) && (value === 0 || Math.abs(value) > 1e-30)),
        name,
      ).toBe(true)
    expect(new Set(all.map(({ values }) => values[0])).size).toBe(all.length)
  })

  it('give scores that are finite and differ', async () => {
    const { scores } = await probeOnce(await loadUntrained(await write(deep)), tiny.recipeAt(8))
    expect(scores.every(Number.isFinite)).toBe(true)
    expect(new Set(scores).size).toBe(10)
    expect(Math.max(...scores.map(Math.abs))).toBeLessThan(1e9)
  })

  it('are those of no file', async () => {
    const { description } = await loadUntrained(await write(tiny.ANY_SIZE), 9)
    const weights = await files.write('net.caffemodel', tiny.encodeCaffemodel(tiny.ANY_SIZE_WEIGHTS))
    const weighted = await loadCaffeModel(await write(tiny.ANY_SIZE), weights)
    expect(description.sha256).not.toBe(weighted.description.sha256)
    expect(description.bytes).toBe(Buffer.byteLength(tiny.ANY_SIZE))
  })
})

it('only what was learned counts as parameters, not what an average that hangs over is corrected by', async () => {
  const pool = tiny.layer('pool', 'Pooling', 'conv', 'pool', 'pooling_param { pool: AVE kernel_size: 3 stride: 2 }')
  const conv = tiny.layer('conv', 'Convolution', 'data', 'conv', 'convolution_param { num_output: 4 kernel_size: 3 }')
  const fc = tiny.layer('fc', 'InnerProduct', 'pool', 'fc', 'inner_product_param { num_output: 5 }')
  const file = await write(tiny.network(conv + pool + fc))
  // 6×6 positions, 3×3 windows, the last ones of each side beyond the edge.
  const learned = 4 * 27 + 4 + 5 * 36 + 5
  expect((await loadUntrained(file)).description.params).toBe(learned)
  expect(await countCaffe(file, [8])).toMatchObject([{ params: learned }])
})
