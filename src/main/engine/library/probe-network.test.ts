import { describe, expect, it } from 'vitest'
import { classifierParts, noise, type ModelParts } from '../model/testing/tiny-models.ts'
import { ending, float, int64s, node, probe, softmax, type Nodes, type Tensors } from './testing/networks.ts'
import { refused } from '../../../testing/remedies.ts'
import { warnOfOutput } from './warn-of-output.ts'

/** Two members of an ensemble, of different temperatures. */
const members: Nodes = [node('Mul', ['scores', 'three'], 'hot'), softmax('scores', 'p'), softmax('hot', 'q')]
const three = float('three', 3)
const half = float('half', 0.5)
const mapping = {
  name: 'mapping',
  dataType: 'float32',
  dims: [12, 12],
  data: Float32Array.from({ length: 144 }, (_, i) => (i % 13 === 0 ? 1 : 0)),
} as const

describe('scores are probabilities', () => {
  const scale = float('scale', 1 / 255)
  const zero = { name: 'zero', dataType: 'uint8', dims: [], data: Uint8Array.of(0) } as const
  const cases: [string, Nodes, Tensors, string?][] = [
    [
      'a weighted sum of softmaxes',
      [...members, node('Mul', ['p', 'half'], 'a'), node('Mul', ['q', 'half'], 'b'), node('Add', ['a', 'b'])],
      [three, half],
    ],
    ['their Mean', [...members, node('Mean', ['p', 'q'])], [three]],
    [
      'their Sum by Div',
      [...members, node('Sum', ['p', 'q'], 's'), node('Div', ['s', 'two'])],
      [three, float('two', 2)],
    ],
    [
      'the mean over a stack of them',
      [
        ...[...members, node('Unsqueeze', ['p', 'axis'], 'a'), node('Unsqueeze', ['q', 'axis'], 'b')],
        ...[
          node('Concat', ['a', 'b'], 'stack', { axis: 1 }),
          node('ReduceMean', ['stack'], 'out', { axes: [1], keepdims: 0 }),
        ],
      ],
      [three, int64s('axis', 1)],
    ],
    ['their product', [...members, node('Mul', ['p', 'q'])], [three]],
    [
      'a softmax without its first output',
      [softmax('scores', 'p'), node('Slice', ['p', 'one', 'end', 'one'])],
      [int64s('one', 1), int64s('end', 12)],
    ],
    [
      'the larger part of a softmax',
      [softmax('scores', 'p'), node('Gather', ['p', 'indices'], 'out', { axis: 1 })],
      [int64s('indices', 1, 0, 2, 3, 4, 5, 6, 7, 8, 9)],
    ],
    [
      'what lies in a softmax of other axes',
      [node('Reshape', ['scores', 'shape'], 'a'), node('Softmax', ['a'], 'p', { axis: 1 }), node('Flatten', ['p'])],
      [int64s('shape', 0, 12, 1)],
    ],
    ['a mapping of a softmax', [softmax('scores', 'p'), node('MatMul', ['p', 'mapping'])], [mapping]],
    [
      'a softmax in pieces',
      [node('Exp', ['scores'], 'e'), node('ReduceL1', ['e'], 'sum', { axes: [1] }), node('Div', ['e', 'sum'])],
      [],
    ],
    ['the exponents of a LogSoftmax', [node('LogSoftmax', ['scores'], 'l', { axis: 1 }), node('Exp', ['l'])], []],
    ['a sigmoid', [node('Sigmoid', ['scores'])], []],
    [
      'a mean of sigmoids',
      [
        node('Sigmoid', ['scores'], 'p'),
        node('Mul', ['scores', 'three'], 'hot'),
        node('Sigmoid', ['hot'], 'q'),
        node('Mean', ['p', 'q']),
      ],
      [three],
    ],
    [
      'a softmax in 8 bits',
      [
        softmax('scores', 'p'),
        node('QuantizeLinear', ['p', 'scale', 'zero'], 'u'),
        node('DequantizeLinear', ['u', 'scale', 'zero']),
      ],
      [scale, zero],
    ],
    [
      "a softmax in 8 bits, in Microsoft's operators",
      [
        node('QuantizeLinear', ['scores', 'step', 'middle'], 'u'),
        {
          ...node('QLinearSoftmax', ['u', 'step', 'middle', 'scale', 'zero'], 'pu', { axis: 1, opset: 13 }),
          domain: 'com.microsoft',
        },
        { ...node('DequantizeLinear', ['pu', 'scale', 'zero']), domain: 'com.microsoft' },
      ],
      [scale, zero, float('step', 1 / 32), { ...zero, name: 'middle', data: Uint8Array.of(128) }],
    ],
  ]
  it.each(cases)('%s', async (_, nodes, tensors) => {
    const { scores } = await probe(ending(nodes, tensors))
    expect(scores).toMatchObject({ outputKind: 'probabilities', scale: 1, isFlat: false })
    expect(scores.reason).toMatch(
      /computes them; (they add up to [\d. to-]+|for every image they are positive and add up to 1)$/,
    )
  })

  it.each([
    ['a sum of two softmaxes', [...members, node('Add', ['p', 'q'])], [three], 2],
    ['percentages', [softmax('scores', 'p'), node('Mul', ['p', 'hundred'])], [float('hundred', 100)], 100],
  ] satisfies [string, Nodes, Tensors, number][])(
    '%s, divided by what they add up to',
    async (_, nodes, tensors, sum) => {
      const { scores } = await probe(ending(nodes, tensors))
      expect(scores).toMatchObject({ outputKind: 'probabilities', scale: 1 / sum })
      expect(scores.reason).toContain(`they add up to ${sum} and are divided by that`)
    },
  )
})

describe('scores are logits', () => {
  it.each<[string, Nodes, Tensors]>([
    ['of a Gemm', [node('Identity', ['scores'])], []],
    ['scaled by a temperature', [node('Mul', ['scores', 'three'])], [three]],
    ['a LogSoftmax', [node('LogSoftmax', ['scores'], 'out', { axis: 1 })], []],
    ['the logarithm of a softmax', [softmax('scores', 'p'), node('Log', ['p'])], []],
    ['the logarithm of a mean of softmaxes', [...members, node('Mean', ['p', 'q'], 'm'), node('Log', ['m'])], [three]],
    ['a mean of logits', [node('Mul', ['scores', 'three'], 'hot'), node('Mean', ['scores', 'hot'])], [three]],
    ['a gate over logits', [node('Sigmoid', ['scores'], 'gate'), node('Mul', ['scores', 'gate'])], []],
    [
      'a layer that follows a softmax',
      [softmax('scores', 'p'), node('MatMul', ['p', 'w'])],
      [{ name: 'w', dataType: 'float32', dims: [12, 12], data: noise(144) }],
    ],
    ['positive by chance', [node('Relu', ['scores'])], []],
  ])('%s', async (_, nodes, tensors) => {
    expect((await probe(ending(nodes, tensors))).scores).toMatchObject({
      outputKind: 'logits',
      scale: 1,
      isFlat: false,
    })
  })
})

it('a softmax over the wrong axis gives every class the same score, which is said', async () => {
  const nodes = [
    node('Reshape', ['scores', 'shape'], 'a'),
    node('Softmax', ['a'], 'p', { axis: 2 }),
    node('Flatten', ['p']),
  ]
  const { scores } = await probe(ending(nodes, [int64s('shape', 0, 12, 1)]))
  expect(scores.isFlat).toBe(true)
})

it('scores that overflow in float16 are said, and ones that rule classes out are not', async () => {
  const inHalf = [
    node('Mul', ['scores', 'much'], 'm'),
    node('Cast', ['m'], 'h', { to: 10 }),
    node('Cast', ['h'], 'out', { to: 1 }),
  ]
  const overflowing = await probe(ending(inHalf, [float('much', 1e8)]))
  expect(overflowing.scores.overflows).toBe(true)
  expect(warnOfOutput(overflowing)).toEqual([expect.stringMatching(/some are NaN or infinite.* float16/)])
  const masked = await probe(
    ending([node('Add', ['scores', 'mask'])], [float('mask', -Infinity, ...Array<number>(11).fill(0))]),
  )
  expect(warnOfOutput(masked)).toEqual([])
})

it('outputs of open size are counted, where that decides', async () => {
  const parts = classifierParts({ output: 'scores' })
  parts.outputs = [
    ['t3', 'float32', ['N', 'features']],
    ['scores', 'float32', ['N', 'classes']],
  ]
  expect(await probe(parts)).toMatchObject({ output: 'scores', outputs: 12 })
  expect(await probe(parts, 4)).toMatchObject({ output: 't3', outputs: 4 })
})

describe('an output that the file tells less of than of another may be the answer', () => {
  const aux = { opType: 'Gemm', inputs: ['t3', 'last', 'bias'], outputs: ['aux'] }
  const deeper = [aux, node('MatMul', ['scores', 'mapping'], 'logits')]
  it.each<[string, ModelParts['outputs']]>([
    [
      'of an open number of scores behind an auxiliary head',
      [
        ['aux', 'float32', ['N', 12]],
        ['logits', 'float32', ['N', 'k']],
      ],
    ],
    [
      'of no stated shape behind an auxiliary head',
      [
        ['aux', 'float32', ['N', 12]],
        ['logits', 'float32'],
      ],
    ],
    [
      'of no stated shape behind features',
      [
        ['t3', 'float32', ['N', 4]],
        ['logits', 'float32'],
      ],
    ],
  ])('%s', async (_, outputs) => {
    const parts = { ...ending(deeper, [mapping]), outputs }
    expect(await probe(parts)).toMatchObject({ output: 'logits', outputs: 12, alike: [] })
  })
})

it('scores that are put in another form are probed as they were before', async () => {
  const sequence = [node('SequenceConstruct', ['t3', 'scores'])]
  expect(await probe({ ...ending(sequence), outputs: [['out', 'float32']] })).toMatchObject({
    output: 'scores',
    outputs: 12,
  })
  const rounded = ending([node('QuantizeLinear', ['scores', 'step'])], [float('step', 1 / 32)])
  expect(await probe({ ...rounded, outputs: [['out', 'uint8', ['N', 12]]] })).toMatchObject({
    output: 'scores',
    outputs: 12,
  })
})

it('a layout that is a guess and does not run: the other one is what to try, and the file is named', async () => {
  const parts = classifierParts({ layout: 'NHWC', input: 'x' })
  parts.nodes.unshift(node('Relu', ['image'], 'x'))
  await expect(probe({ ...parts, inputs: [['image', 'float32', ['N', 'a', 'b', 'c']]] })).rejects.toThrow(
    refused(/model\.onnx: .*Its layout was taken for NCHW, which the file does not tell\./s, {
      do: 'set',
      values: { layout: 'NHWC' },
    }),
  )
})
