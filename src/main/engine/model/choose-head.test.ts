import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseHead, loadModel } from './index.ts'
import { buildModel, classifierParts, modelFolder, noise, type ModelParts } from './testing/tiny-models.ts'
import { refused } from '../../../testing/remedies.ts'

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

const k = { name: 'k', dataType: 'int64', dims: [1], data: BigInt64Array.of(5n) } as const
const weights = { name: 'w', dataType: 'float32', dims: [12, 12], data: noise(144) } as const
const N = (n: number | string) => ['N', n]

/** The classifier of 12 scores with more nodes after them, and these outputs in this order. */
async function model(outputs: ModelParts['outputs'], nodes: ModelParts['nodes'] = []) {
  const parts = classifierParts({ output: 'scores' })
  parts.nodes.push(...nodes)
  parts.initializers?.push(k, weights)
  return loadModel(await files.write('model.onnx', buildModel({ ...parts, outputs })))
}

const topK = (input = 'scores', values = 'values', indices = 'indices') => ({
  opType: 'TopK',
  inputs: [input, 'k'],
  outputs: [values, indices],
  attributes: { axis: 1 },
})
/** What the classifier pools, before its last layer. */
const features = 't3'

async function choose(
  outputs: ModelParts['outputs'],
  nodes: ModelParts['nodes'] = [],
  wanted: Parameters<typeof chooseHead>[2] = { classes: 12 },
) {
  const { file, heads } = await model(outputs, nodes)
  return chooseHead(file, heads, wanted)
}

describe('of several outputs', () => {
  const neg = [{ opType: 'Neg', inputs: ['scores'], outputs: ['aux'] }]
  const deeper = [{ opType: 'MatMul', inputs: ['scores', 'w'], outputs: ['deep'] }]

  it('the one with as many scores as classes is taken: features before logits', async () => {
    const choice = await choose([
      [features, 'float32', N(4)],
      ['scores', 'float32', N(12)],
    ])
    expect(choice).toMatchObject({
      head: { name: 'scores' },
      reason: 'of 2 outputs the one with 12 scores, as many as there are classes',
      alike: [],
    })
  })

  it.each([
    [11, 'scores', 'one more than classes'],
    [13, 'scores', 'one fewer than classes'],
    [4, features, 'as many as there are classes'],
  ])('for %i classes %s: %s', async (classes, name, fit) => {
    const outputs: ModelParts['outputs'] = [
      [features, 'float32', N(4)],
      ['scores', 'float32', N(12)],
    ]
    const { head, reason } = await choose(outputs, [], { classes })
    expect([head.name, reason]).toEqual([name, expect.stringContaining(fit)])
  })

  it('without a dataset, the one that most layers lead to', async () => {
    const outputs: ModelParts['outputs'] = [
      [features, 'float32', N(4)],
      ['scores', 'float32', N(12)],
    ]
    expect(await choose(outputs, [], {})).toMatchObject({
      head: { name: 'scores' },
      reason: 'of 2 outputs the one that most layers lead to',
    })
    expect((await model(outputs)).description).toMatchObject({
      outputName: 'scores',
      scoresOutputs: [
        { name: features, outputs: 4 },
        { name: 'scores', outputs: 12 },
      ],
    })
  })

  it.each(['scores first', 'scores last'])(
    'an auxiliary head upstream is left, whatever it is called: %s',
    async (order) => {
      const both: ModelParts['outputs'] = [
        ['scores', 'float32', N(12)],
        ['deep', 'float32', N(12)],
      ]
      const choice = await choose(order === 'scores first' ? both : both.toReversed(), deeper)
      expect(choice).toMatchObject({ head: { name: 'deep' }, reason: 'of 2 outputs the one that most layers lead to' })
    },
  )

  it('what is called auxiliary is left, also where the structure says nothing: aux before logits', async () => {
    const choice = await choose(
      [
        ['aux', 'float32', N(12)],
        ['scores', 'float32', N(12)],
      ],
      neg,
    )
    expect(choice).toMatchObject({
      head: { name: 'scores' },
      reason: 'of 2 outputs the one that is not called auxiliary',
      alike: [],
    })
  })

  it('scores and their softmax are one answer; two layers are two, which is said', async () => {
    const softmax = { opType: 'Softmax', inputs: ['scores'], outputs: ['p'], attributes: { axis: 1 } }
    const same = await choose(
      [
        ['scores', 'float32', N(12)],
        ['p', 'float32', N(12)],
      ],
      [softmax],
    )
    expect(same).toMatchObject({ head: { name: 'scores' }, alike: [] })
    const twins = [
      { opType: 'MatMul', inputs: ['scores', 'w'], outputs: ['one'] },
      { opType: 'MatMul', inputs: ['scores', 'w'], outputs: ['two'] },
    ]
    const two = await choose(
      [
        ['one', 'float32', N(12)],
        ['two', 'float32', N(12)],
      ],
      twins,
    )
    expect(two).toMatchObject({ head: { name: 'one' }, alike: [{ name: 'two' }] })
  })

  it('the one that is asked for, by its name; another name is refused with those that there are', async () => {
    const outputs: ModelParts['outputs'] = [
      [features, 'float32', N(4)],
      ['scores', 'float32', N(12)],
    ]
    const asked = await choose(outputs, [], { classes: 12, output: features })
    expect(asked).toMatchObject({ head: { name: features, outputs: 4 }, reason: 'as asked for' })
    await expect(choose(outputs, [], { output: 'nonsense' })).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringContaining('t3 (4 scores), scores (12 scores)') as string,
    })
    const loaded = await model(outputs)
    expect(loaded.take(features).description).toMatchObject({ outputName: features, outputs: 4, params: 108 })
    expect(() => loaded.take('nonsense')).toThrow(/no output nonsense/)
  })
})

describe('a ranking is no answer: the scores that it ranks are', () => {
  const values: ModelParts['outputs'][number] = ['values', 'float32', N(5)]
  const indices: ModelParts['outputs'][number] = ['indices', 'int64', N(5)]
  const after = (opType: string, inputs: string[], attributes = {}) => [
    topK('scores', 'best', 'indices'),
    { opType, inputs, outputs: ['values'], attributes },
  ]

  it.each<[string, ModelParts['nodes'], ModelParts['outputs']]>([
    ['values and indices of a TopK', [topK()], [values, indices]],
    ['values alone', [topK()], [values]],
    ['indices alone', [topK()], [indices]],
    [
      'an ArgMax',
      [{ opType: 'ArgMax', inputs: ['scores'], outputs: ['best'], attributes: { axis: 1 } }],
      [['best', 'int64', N(1)]],
    ],
    ['a softmax of the best', after('Softmax', ['best'], { axis: 1 }), [values]],
    ['the best by their indices', after('GatherElements', ['scores', 'indices'], { axis: 1 }), [values]],
    [
      'a ZipMap',
      [{ opType: 'ZipMap', domain: 'ai.onnx.ml', inputs: ['scores'], outputs: ['map'] }],
      [['map', 'float32']],
    ],
    [
      'whole numbers',
      [{ opType: 'QuantizeLinear', inputs: ['scores', 'w'], outputs: ['rounded'] }],
      [['rounded', 'uint8', N(12)]],
    ],
    [
      'a sequence',
      [{ opType: 'SequenceConstruct', inputs: ['scores', 'w'], outputs: ['sequence'] }],
      [['sequence', 'float32']],
    ],
  ])('%s', async (_, nodes, outputs) => {
    const { head, reason } = await choose(outputs, nodes)
    expect(head).toMatchObject({ name: 'scores', outputs: null, behind: { output: outputs[0]?.[0] } })
    expect(reason).toMatch(
      /^the only one with scores; (TopK|ArgMax|ZipMap|QuantizeLinear|SequenceConstruct) makes the output .* of it$/,
    )
  })

  it('an output with the scores themselves comes before them', async () => {
    const { head } = await choose([values, indices, ['scores', 'float32', N(12)]], [topK()])
    expect(head).toMatchObject({ name: 'scores', outputs: 12, behind: null })
  })

  it('its output cannot be asked for', async () => {
    await expect(choose([values, indices], [topK()], { output: 'values' })).rejects.toThrow(
      refused(/is what .* makes of the scores/, { do: 'set', values: { output: 'scores' } }),
    )
  })

  it('the best indices of an image are no ranking of classes where a layer follows', async () => {
    const pooled = { opType: 'ReduceMean', inputs: ['values'], outputs: ['mean'], attributes: { axes: [1] } }
    const { head } = await choose([['mean', 'float32', N(1)]], [topK(), pooled])
    expect(head).toMatchObject({ name: 'mean', behind: null })
  })
})

it('the scores of a single image may be a vector', async () => {
  const parts = classifierParts({ batch: 1, output: 'scores' })
  const axes = { name: 'axes', dataType: 'int64', dims: [1], data: BigInt64Array.of(0n) } as const
  parts.initializers?.push(axes)
  parts.nodes.push({ opType: 'Squeeze', inputs: ['scores', 'axes'], outputs: ['out'] })
  parts.outputs = [['out', 'float32', [12]]]
  const { description } = await loadModel(await files.write('vector.onnx', buildModel(parts)))
  expect(description).toMatchObject({ outputName: 'out', outputs: 12, batch: 1 })
})
