import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modelFolder } from '../testing/tiny-models.ts'
import { countCaffe, loadCaffeModel } from './load.ts'
import { ANY_SIZE, ANY_SIZE_WEIGHTS, dice, encodeCaffemodel, layer, network, outcome } from './testing/tiny-caffe.ts'

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

async function load(prototxt: string, weights = encodeCaffemodel(ANY_SIZE_WEIGHTS), side?: number): Promise<string> {
  const file = await files.write('net.prototxt', prototxt)
  const weightsFile = await files.write('net.caffemodel', weights)
  return outcome(() => loadCaffeModel(file, weightsFile, side))
}

describe('a damaged prototxt', () => {
  it('cut off anywhere', async () => {
    for (let length = 0; length < ANY_SIZE.length; length++) {
      const cut = ANY_SIZE.slice(0, length)
      // Cut between two layers, what is left is a network.
      expect(await load(cut), `cut at ${length}`).toMatch(/}\n?$/.test(cut) ? /net\.prototxt|success/ : /net\.prototxt/)
    }
  })

  it('words and marks of real networks exchanged', async () => {
    const folder = path.join(import.meta.dirname, '../../../../../resources/architectures')
    const samples = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'))
    const strays = [
      '{',
      '}',
      '<',
      '[',
      ']',
      ':',
      ',',
      '"',
      '#',
      '0',
      '-1',
      '2147483647',
      '1e9',
      '"data"',
      'TEST',
      'layers',
      '',
    ]
    const roll = dice(45)
    const outcomes = new Set<boolean>()
    for (let round = 0; round < 300; round++) {
      const pieces = (samples[roll(samples.length)] ?? '').split(/(?<=\s)|(?=[:{}"])/)
      for (let change = roll(3); change >= 0; change--) {
        const [from, to] = [roll(pieces.length), roll(pieces.length)]
        pieces[to] = (roll(2) ? strays[roll(strays.length)] : pieces[from]) ?? ''
      }
      const file = await files.write('mutant.prototxt', pieces.join(''))
      outcomes.add((await outcome(() => countCaffe(file, [99]))) === 'success')
    }
    expect([...outcomes].sort()).toEqual([false, true])
  })
})

describe('sizes that nothing has', () => {
  const conv = (parameters: string) => layer('c', 'Convolution', 'data', 'c', `convolution_param { ${parameters} }`)
  const pool = (parameters: string) => layer('p', 'Pooling', 'data', 'p', `pooling_param { ${parameters} }`)
  const blob = (i: number) => (i < 0 ? 'data' : `b${i}`)
  const chain = (count: number, type: string, rest: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => layer(`l${i}`, type, blob(i - 1), blob(i), rest(i))).join('')

  it.each<[title: string, layers: string, problem: RegExp]>([
    [
      'filters without end',
      conv('num_output: 2147483647 kernel_size: 3'),
      /wants weights of \[2147483647, 3, 3, 3\]: with them the model exceeds 2 GiB/,
    ],
    [
      'filters beyond all numbers',
      conv('num_output: 99999999999999999999 kernel_size: 3'),
      /num_output must be a whole number/,
    ],
    ['no filters', conv('num_output: 0 kernel_size: 3'), /0 filters/],
    ['fewer than none', conv('num_output: -4 kernel_size: 3'), /-4 filters/],
    ['group 0', conv('num_output: 4 kernel_size: 3 group: 0'), /into 0 groups/],
    ['a group below 0', conv('num_output: 4 kernel_size: 3 group: -1'), /into -1 groups/],
    [
      'groups that do not divide',
      conv('num_output: 4 kernel_size: 3 group: 2'),
      /cannot split 3 channels and 4 filters/,
    ],
    [
      'a kernel of 10⁹',
      conv('num_output: 4 kernel_size: 1000000000'),
      /kernel_size of 1000000000×1000000000: each must be from 1 to 4096/,
    ],
    ['a kernel of 0', conv('num_output: 4 kernel_size: 0'), /kernel_size of 0×0/],
    [
      'a kernel larger than the image',
      conv('num_output: 4 kernel_size: 9'),
      /nothing left to work on: its input is 8×8\. Choose a larger crop/,
    ],
    ['no kernel', conv('num_output: 4'), /states no kernel_size/],
    ['a stride of 0', conv('num_output: 4 kernel_size: 3 stride: 0'), /stride of 0×0/],
    ['a pad below 0', conv('num_output: 4 kernel_size: 3 pad: -1'), /pad of -1×-1/],
    ['a dilation of 10⁹', conv('num_output: 4 kernel_size: 3 dilation: 1000000000'), /dilation of/],
    ['a window of 10⁹', pool('kernel_size: 1000000000'), /kernel_size of 1000000000/],
    ['a window wholly in the padding', pool('kernel_size: 2 pad: 2'), /pads by 2 for a window of 2/],
    [
      'gigabytes of weights, layer by layer',
      chain(9, 'Convolution', () => 'convolution_param { num_output: 20000 kernel_size: 1 }'),
      /layer "l2" .* exceeds 2 GiB/,
    ],
    [
      'outputs without end',
      layer('f', 'InnerProduct', 'data', 'f', 'inner_product_param { num_output: 2147483647 }'),
      /exceeds 2 GiB/,
    ],
    [
      'padding upon padding',
      chain(3, 'Convolution', () => 'convolution_param { num_output: 1 kernel_size: 1 pad: 4096 }'),
      /layer "l0" .* pads its output to 8200×8200/,
    ],
    [
      'channels that double again and again',
      chain(100, 'Concat', (i) => `bottom: "${blob(i - 1)}"`),
      /layer "l21" .* more than any memory holds/,
    ],
    [
      'a local_size of 2³¹ + 1',
      layer('n', 'LRN', 'data', 'n', 'lrn_param { local_size: 2147483649 }'),
      /local_size of 2147483649/,
    ],
    [
      'a slope beyond float32',
      layer('r', 'ReLU', 'data', 'r', 'relu_param { negative_slope: 1e300 }'),
      /negative_slope must be a number/,
    ],
    [
      'an axis of 10⁹',
      layer('s', 'Softmax', 'data', 's', 'softmax_param { axis: 1000000000 }'),
      /names axis 1000000000 of a blob of 4 axes/,
    ],
    [
      'a slice behind the end',
      layer('s', 'Slice', 'data', 's', 'top: "t" slice_param { slice_point: 1000000000 }'),
      /cannot cut 3 into 2 parts/,
    ],
    [
      'a shape that holds something else',
      layer('s', 'Reshape', 'data', 's', 'reshape_param { shape { dim: 0 dim: 4611686018427387 } }'),
      /cannot reshape/,
    ],
    ['a name of a megabyte', layer('x'.repeat(2 ** 20), 'Mystery', 'data', 'm'), /name is a name of 1048576 letters/],
    [
      'a blob of a megabyte’s name, handed on and used a thousand times',
      layer('s', 'Split', 'data', 'x'.repeat(2 ** 20)) +
        layer('e', 'Eltwise', 'data', 'e', `bottom: "${'x'.repeat(2 ** 20)}"`),
      /top is a name of 1048576 letters/,
    ],
  ])('%s', async (_, layers, problem) => {
    const file = await files.write('net.prototxt', network(layers))
    expect(await outcome(() => countCaffe(file, [8]))).toMatch(problem)
    expect(await load(network(layers))).not.toBe('success')
  })

  it('nodes without end', async () => {
    const file = await files.write('net.prototxt', network(chain(170, 'Eltwise', () => 'bottom: "data" '.repeat(999))))
    expect(await outcome(() => countCaffe(file, [8]))).toMatch(
      /does not fit an ONNX graph: it has more fields than any real model/,
    )
  })

  it.each([
    ...['0', '-1', '2147483647', '5000'].map(
      (dim) => `input: "data" input_dim: 1 input_dim: 3 input_dim: ${dim} input_dim: 8`,
    ),
    'input: "data" input_shape { }',
    'input: "data" input_shape { dim: 1 dim: 3 }',
    `input: "data" input_shape { ${'dim: 1 '.repeat(100_000)} }`,
    'layer { name: "in" type: "Input" top: "data" input_param { shape { dim: -1 dim: 3 dim: 8 dim: 8 } } }',
  ])('the input %.90s', async (input) => {
    expect(await load(`${input} ${layer('relu', 'ReLU', 'data', 'r')}`, undefined, 8)).toMatch(
      /net\.prototxt:1: the input data is of the shape .*, where \[batch, channels, height, width\] is needed/,
    )
  })
})
