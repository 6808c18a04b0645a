import { describe, expect, it } from 'vitest'
import { noise } from '../../testing/tiny-models.ts'
import { answerOf } from '../testing/answer.ts'
import { encodeCaffemodel, layer, type BlobParts } from '../testing/tiny-caffe.ts'

// Layers of Caffe's forks against their forks' own arithmetic, written out here in plain loops.

const [IMAGES, CHANNELS, HEIGHT, WIDTH] = [2, 6, 4, 5]
const DIMS = [IMAGES, CHANNELS, HEIGHT, WIDTH]
const AREA = HEIGHT * WIDTH
const x = noise(IMAGES * CHANNELS * AREA, 3)
/** A number for each channel, none of them near 0. */
const perChannel = (seed: number) => noise(CHANNELS, seed).map((value) => 1.5 + value)

const INPUT = `input: "data" input_shape { ${DIMS.map((dim) => `dim: ${dim}`).join(' ')} }\n`
const answer = (layers: string, blobs: BlobParts[] = []) =>
  answerOf(INPUT + layers, blobs.length === 0 ? null : encodeCaffemodel([{ name: 'fork', blobs }]), {
    dims: DIMS,
    data: x,
  })

/** Each number of the input with its image, channel, and what it is. */
const each = (make: (value: number, image: number, channel: number) => number) =>
  [...x].map((value, i) => make(value, Math.floor(i / (CHANNELS * AREA)), Math.floor(i / AREA) % CHANNELS))

const at = (values: ArrayLike<number>, index: number) => values[index] ?? NaN

async function expectAnswer(layers: string, blobs: BlobParts[], expected: readonly number[]) {
  const { data, dims } = await answer(layers, blobs)
  expect(dims?.slice(0, 2)).toEqual([IMAGES, CHANNELS])
  expect(data).toHaveLength(expected.length)
  for (const [i, value] of expected.entries()) expect(at(data, i)).toBeCloseTo(value, 5)
}

describe('Axpy, which SENet is made of', () => {
  const means = Array.from({ length: IMAGES * CHANNELS }, (_, i) => {
    return x.subarray(i * AREA, (i + 1) * AREA).reduce((sum, value) => sum + value, 0) / AREA
  })
  const factors = layer('pool', 'Pooling', 'data', 'f', 'pooling_param { pool: AVE global_pooling: true }')
  const addend = layer('y', 'Power', 'data', 'y', 'power_param { scale: 2 shift: 1 }')
  const axpy = (from: string) => layer('fork', 'Axpy', from, 'z', 'bottom: "data" bottom: "y"')
  const expected = each((value, image, channel) => at(means, image * CHANNELS + channel) * value + 2 * value + 1)

  it.each([
    ['a map of one pixel', factors + addend + axpy('f')],
    ['a vector', factors + layer('flat', 'Flatten', 'f', 'v') + addend + axpy('v')],
  ])('multiplies the channels by %s, and adds', (_, layers) => expectAnswer(layers, [], expected))

  it.each([
    [
      'two blobs',
      layer('fork', 'Axpy', 'data', 'z', 'bottom: "data"'),
      /takes 2 blobs \(bottom\) where it needs three/,
    ],
    ['a factor for each pixel', addend + axpy('data'), /a factor for each channel/],
  ])('refuses %s', async (_, layers, problem) => {
    await expect(answer(layers)).rejects.toThrow(problem)
  })
})

describe.each(['ConvolutionDepthwise', 'DepthwiseConvolution'])('%s', (type) => {
  const kernel = noise(CHANNELS * 9, 7)
  const biases = perChannel(8)
  const blobs: BlobParts[] = [
    { dims: [CHANNELS, 1, 3, 3], data: kernel },
    { dims: [CHANNELS], data: biases },
  ]
  const [rows, columns] = [2, 3]
  const expected = Array.from({ length: IMAGES * CHANNELS * rows * columns }, (_, i) => {
    const [map, row, column] = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns]
    const channel = map % CHANNELS
    let sum = at(biases, channel)
    for (let dy = 0; dy < 3; dy++)
      for (let dx = 0; dx < 3; dx++) {
        const [y, z] = [2 * row - 1 + dy, 2 * column - 1 + dx]
        if (y < 0 || y >= HEIGHT || z < 0 || z >= WIDTH) continue
        sum += at(kernel, channel * 9 + dy * 3 + dx) * at(x, map * AREA + y * WIDTH + z)
      }
    return sum
  })
  const fork = (rest: string) => layer('fork', type, 'data', 'z', `convolution_param { kernel_size: 3 ${rest} }`)

  it.each(['', `num_output: ${CHANNELS}`, `num_output: ${CHANNELS} group: ${CHANNELS}`])(
    'has one filter for each channel: %s',
    (rest) => expectAnswer(fork(`stride: 2 pad: 1 ${rest}`), blobs, expected),
  )

  it.each([`num_output: ${2 * CHANNELS}`, 'group: 2'])('refuses %s', async (rest) => {
    await expect(answer(fork(rest))).rejects.toThrow(/needs one filter for each/)
  })
})

describe('ShuffleChannel', () => {
  const fork = (group: number) =>
    layer('fork', 'ShuffleChannel', 'data', 'z', `shuffle_channel_param { group: ${group} }`)

  it.each([
    [1, [0, 1, 2, 3, 4, 5]],
    [2, [0, 3, 1, 4, 2, 5]],
    [3, [0, 2, 4, 1, 3, 5]],
  ])('deals %i groups out in turn', (group, order) => {
    const channelOf = (image: number, channel: number) => (image * CHANNELS + at(order, channel)) * AREA
    const expected = [...x].map((_, i) => {
      const [image, channel] = [Math.floor(i / (CHANNELS * AREA)), Math.floor(i / AREA) % CHANNELS]
      return at(x, channelOf(image, channel) + (i % AREA))
    })
    return expectAnswer(fork(group), [], expected)
  })

  it.each([0, 4])('refuses %i groups', async (group) => {
    await expect(answer(fork(group))).rejects.toThrow(/cannot split 6 channels/)
  })
})

describe('batch normalisation of forks', () => {
  const [scales, shifts, means, variances] = [perChannel(11), perChannel(12), noise(CHANNELS, 13), perChannel(14)]
  const bn = (param: string) => layer('fork', 'BN', 'data', 'z', `bn_param { ${param} }`)
  const blob = (dims: number[], data: Float32Array): BlobParts => ({ dims, data })
  const normalised = (eps: number) =>
    each((value, _, c) => {
      const deviation = Math.sqrt(at(variances, c) + eps)
      return (at(scales, c) * (value - at(means, c))) / deviation + at(shifts, c)
    })

  it('of SegNet has a scale and a shift', () =>
    expectAnswer(
      bn('bn_mode: INFERENCE scale_filler { value: 1 } shift_filler { value: 0.001 }'),
      [blob([1, CHANNELS, 1, 1], scales), blob([1, CHANNELS, 1, 1], shifts)],
      each((value, _, c) => at(scales, c) * value + at(shifts, c)),
    ))

  it.each([
    ['', [1, CHANNELS], 1e-5],
    ['slope_filler { value: 1 } bias_filler { value: 0 } frozen: true momentum: 0.9', [1, CHANNELS, 1, 1], 1e-5],
    ['eps: 0.25', [CHANNELS], 0.25],
  ])('with a moving average has a mean and a variance as well: %s', (param, dims, eps) =>
    expectAnswer(
      bn(param),
      [scales, shifts, means, variances].map((values) => blob(dims, values)),
      normalised(eps),
    ),
  )

  it.each([
    ['scale_bias: true eps: 0.125', 0.125],
    ['scale_filler { value: 1 } engine: CUDNN eps: 1e-9', 1e-5],
  ])("of NVIDIA's has its scale and bias inside: %s", (param, eps) =>
    expectAnswer(
      layer('fork', 'BatchNorm', 'data', 'z', `batch_norm_param { ${param} }`),
      [means, variances, Float32Array.of(1), scales, shifts].map((values) => blob([values.length], values)),
      normalised(eps),
    ),
  )

  it.each([
    ['scale_filler { value: 1 }', /statistics of its own batch: .*bn_mode: INFERENCE/],
    ['bn_mode: LEARN', /statistics of its own batch/],
    ['bn_mode: INFERENCE eps: 1', /fields of two kinds of BN/],
    ['decay: 0.9', /bn_param has the field decay/],
  ])('refuses %s', async (param, problem) => {
    await expect(answer(bn(param))).rejects.toThrow(problem)
  })
})
