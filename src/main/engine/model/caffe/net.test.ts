import { describe, expect, it } from 'vitest'
import { V1_TYPES } from './layer-types.ts'
import { readNet } from './net.ts'

const read = (text: string) => readNet('net.prototxt', text)
const types = (text: string) => read(text).layers.map(({ type }) => type)

describe('old and new formats', () => {
  it('a new network', () => {
    const { name, inputs, layers } = read(`
      name: "new"
      layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
      layer { name: "relu" type: "ReLU" bottom: "data" top: "out" }
    `)
    expect({ name, inputs }).toEqual({ name: 'new', inputs: [] })
    expect(layers).toMatchObject([
      { name: 'data', type: 'Input', bottoms: [], tops: ['data'], location: { line: 3 } },
      { name: 'relu', type: 'ReLU', bottoms: ['data'], tops: ['out'], location: { line: 4 } },
    ])
  })

  it('an old network', () => {
    const { inputs, layers } = read(`
      input: "data"
      input_dim: 10 input_dim: 3
      input_dim: 8 input_dim: 9
      layers { name: "conv" type: CONVOLUTION bottom: "data" top: "conv" blobs_lr: 1 weight_decay: 0 }
      layers { name: "fc" type: 14 bottom: "conv" top: "fc" }
      layers { name: "p" type: SOFTMAX bottom: "fc" top: "p" }
    `)
    expect(inputs).toMatchObject([{ blob: 'data', dims: [10, 3, 8, 9], location: { line: 2 } }])
    expect(layers.map(({ name, type }) => [name, type])).toEqual([
      ['conv', 'Convolution'],
      ['fc', 'InnerProduct'],
      ['p', 'Softmax'],
    ])
  })

  it('input_shape, one for each input', () => {
    const { inputs } = read(`
      input: "a" input_shape { dim: 1 dim: 3 dim: 8 dim: 8 }
      input: "b" input_shape { dim: [1, 2] }
      layer { name: "relu" type: "ReLU" bottom: "a" top: "out" }
    `)
    expect(inputs.map(({ blob, dims }) => [blob, dims])).toEqual([
      ['a', [1, 3, 8, 8]],
      ['b', [1, 2]],
    ])
  })

  it('every old type has a number of its own, and a new name', () => {
    const numbers = Object.values(V1_TYPES).map(({ number }) => number)
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 39 }, (_, i) => i + 1))
    expect(new Set(Object.values(V1_TYPES).map(({ type }) => type)).size).toBe(39)
  })
})

describe('include and exclude, as Net::StateMeetsRule has them', () => {
  it.each<[rules: string, there: boolean]>([
    ['', true],
    ['include { }', true],
    ['exclude { }', false],
    ['include { phase: TEST }', true],
    ['include { phase: TRAIN }', false],
    ['include: { phase: 1 }', true],
    ['include { phase: TRAIN } include { phase: TEST }', true],
    ['exclude { phase: TEST }', false],
    ['exclude { phase: TRAIN }', true],
    ['exclude { phase: TRAIN } exclude { phase: TEST }', false],
    ['include { stage: "deploy" }', false],
    ['exclude { stage: "deploy" }', true],
    ['include { not_stage: "deploy" }', true],
    ['exclude { not_stage: "deploy" }', false],
    ['include { phase: TEST stage: "deploy" }', false],
    ['include { phase: TEST not_stage: "deploy" }', true],
    ['include { min_level: 0 }', true],
    ['include { min_level: 1 }', false],
    ['include { max_level: 0 }', true],
    ['include { max_level: -1 }', false],
    ['exclude { min_level: 1 }', true],
    ['exclude { min_level: -1 max_level: 1 }', false],
    // A phase of its own changes how a layer works, and not whether it is there.
    ['phase: TRAIN', true],
  ])('%s', (rules, there) => {
    const layers = types(`layer { type: "ReLU" } layer { type: "TanH" ${rules} }`)
    expect(layers).toEqual(there ? ['ReLU', 'TanH'] : ['ReLU'])
    const old = types(`layers { type: RELU } layers { type: TANH ${rules} }`)
    expect(old).toEqual(layers)
  })

  it.each<[rules: string, there: boolean]>([
    ['include { stage: "deploy" }', true],
    ['include { stage: "deploy" stage: "val" }', true],
    ['include { stage: "deploy" stage: "other" }', false],
    ['include { not_stage: "val" }', false],
    ['exclude { stage: "val" }', false],
    ['exclude { not_stage: "val" }', true],
  ])('%s, in a network that states stages', (rules, there) => {
    const text = `state { phase: TRAIN level: 3 stage: "deploy" stage: "val" } layer { type: "ReLU" } layer { type: "TanH" ${rules} }`
    expect(types(text)).toEqual(there ? ['ReLU', 'TanH'] : ['ReLU'])
  })
})

describe('what is refused, with its line', () => {
  it.each<[title: string, text: string, line: number, problem: RegExp]>([
    [
      'a solver',
      '\nnet: "train_val.prototxt"\nbase_lr: 0.01',
      3,
      /a solver, and no network: pass the file that its "net"/,
    ],
    ['a solver of its parameters alone', 'display: 1\nmax_iter: 10', 2, /a solver, and no network/],
    ['no layer', '\nname: "x"', 1, /no layer is stated: this is no network, or the file is cut off/],
    ['nothing', '', 1, /no layer is stated/],
    ['another text', '\nitem { name: "cat" }', 2, /no layer is stated, but item: this is no network/],
    ['a misspelt layer', '\nlayr { type: "ReLU" }', 2, /network has the field layr, .* Did you mean "layer"/],
    [
      'a solver whose network is elsewhere',
      'test_net: "val.prototxt"\nlr_policy: "step"',
      2,
      /"test_net" names, "val\.prototxt"/,
    ],
    ['old and new layers', 'layer { type: "ReLU" }\nlayers { type: RELU }', 2, /old and new layers .* are mixed/],
    ['no type', '\nlayer { name: "x" }', 2, /this layer states no type/],
    ['no old type', '\nlayers { name: "x" }', 2, /this layer states no type/],
    ['an unknown old type', 'layers {\n type: PRELU }', 2, /type must be one of ACCURACY, .*, and is PRELU/],
    ['an unknown old number', 'layers {\n type: 40 }', 2, /type must be one of .*, and is 40/],
    [
      'a new type in an old network',
      'layers {\n type: "ReLU" }',
      2,
      /`layers` is the old format, with types in capitals/,
    ],
    ['an old type in a new network', 'layer {\n type: RELU }', 2, /type must be a quoted text, and is RELU/],
    ['a layer that is a number', '\nlayer: 1', 2, /layer is a message/],
    ['two names', 'layer { type: "ReLU"\n name: "a" name: "b" }', 2, /name stands 2 times/],
    ['a blob without a name', 'layer { type: "ReLU"\n bottom: "" }', 2, /name of a blob \(bottom\) is empty/],
    [
      'blobs without end',
      `layer { type: "Concat"\n ${'bottom: "a" '.repeat(1001)} }`,
      2,
      /1001 blobs \(bottom\) are more/,
    ],
    ['rules of both kinds', 'layer { type: "ReLU" include { }\n exclude { } }', 2, /include or exclude, and not both/],
    ['an unknown phase', 'layer { type: "ReLU" include {\n phase: DEPLOY } }', 2, /phase must be one of TRAIN, TEST/],
    ['a misspelt rule', 'layer { type: "ReLU" include {\n phse: TEST } }', 2, /include has the field phse/],
    ['an input without a shape', '\ninput: "data" layer { type: "ReLU" }', 2, /1 inputs and 0 shapes are stated/],
    ['a shape without an input', 'input_dim: 1 layer { type: "ReLU" }', 1, /0 inputs and 1 shapes/],
    [
      'too many numbers for an input',
      `\ninput: "data" ${'input_dim: 1 '.repeat(5)} layer { type: "ReLU" }`,
      2,
      /1 inputs and 2 shapes/,
    ],
    [
      'a shape in words',
      'input: "data" input_shape {\n dim: three } layer { type: "ReLU" }',
      2,
      /dim must be a whole number, and is three/,
    ],
  ])('%s', (_, text, line, problem) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'model-invalid', message: expect.stringMatching(problem) as string }) as Error,
    )
    expect(() => read(text)).toThrow(`net.prototxt:${line}: `)
  })
})

it('what no answer depends on is passed over, and listed', () => {
  const { unheeded, layers } = read('default_forward_type: FLOAT16\n\nquantize { a: 1 } layer { type: "ReLU" }')
  expect(layers).toHaveLength(1)
  expect(unheeded.map(({ field, location }) => [field, location.line])).toEqual([
    ['default_forward_type', 1],
    ['quantize', 3],
  ])
})

describe('inputs without a shape', () => {
  const layer = (type: string, rest = '') => `layer { name: "d" type: "${type}" top: "data" ${rest} }`

  it('are passed over where a layer gives them, as Caffe 1.0 does', () => {
    expect(read(`input: "data" ${layer('Input')}`).inputs).toEqual([])
  })

  it('are missed where none does when the network is tested', () => {
    expect(() => read(`input: "data" ${layer('Input', 'include { phase: TRAIN }')}`)).toThrow(/1 inputs and 0 shapes/)
    expect(() => read(`input: "label" ${layer('Input')}`)).toThrow(/1 inputs and 0 shapes/)
  })
})

it.each([
  ['net_param { layer { type: "ReLU" } }\nbase_lr: 1', ['ReLU']],
  ['base_lr: 1 net_param { layer { type: "ReLU" } } test_net_param { layer { type: "TanH" } }', ['TanH']],
  ['train_net_param { layer { type: "ReLU" include { phase: TRAIN } } layer { type: "ELU" } }', ['ELU']],
])('a network inside a solver: %s', (text, expected) => {
  expect(types(text)).toEqual(expected)
})

it('BN, which forks had in the old format', () => {
  expect(types('layers { type: BN } layers { type: RELU }')).toEqual(['BN', 'ReLU'])
})
