import { describe, expect, it } from 'vitest'
import { readNet } from './net.ts'
import { layer, network } from './testing/tiny-caffe.ts'
import { wire } from './wiring.ts'

const wireText = (text: string) => wire(readNet('net.prototxt', text))[0]

/** A wiring in short: `layer: inputs -> outputs`. */
function describeWiring(text: string) {
  const { input, steps, output } = wireText(text)
  const names = (values: readonly { name: string }[]) => values.map(({ name }) => name).join(' ')
  return {
    input: input.name,
    steps: steps.map(({ layer, inputs, outputs }) => `${layer.name}: ${names(inputs)} -> ${names(outputs)}`),
    output: output.name,
  }
}

const data = (phase: string, name = 'data', type = 'Data') =>
  `layer { name: "${name}" type: "${type}" top: "data" top: "label" include { phase: ${phase} } }\n`

describe('train_val networks', () => {
  const measured =
    layer('fc', 'InnerProduct', 'data', 'fc') + layer('loss', 'SoftmaxWithLoss', 'fc', 'loss', 'bottom: "label"')

  it('the data layer of the TEST phase becomes the input, losses and accuracies are dropped', () => {
    const text =
      data('TRAIN', 'train') +
      data('TEST', 'test') +
      measured +
      layer('accuracy', 'Accuracy', 'fc', 'accuracy', 'bottom: "label"')
    expect(describeWiring(text)).toEqual({ input: 'data', steps: ['fc: data -> fc'], output: 'fc' })
    expect(wireText(text).input).toMatchObject({ dims: null, layer: { name: 'test' } })
  })

  it.each(['Data', 'ImageData', 'HDF5Data', 'MemoryData', 'DummyData', 'WindowData', 'Python', 'Input'])(
    'an input from a layer %s',
    (type) => {
      expect(describeWiring(data('TEST', 'test', type) + measured).steps).toEqual(['fc: data -> fc'])
    },
  )

  it.each([
    ...['SoftmaxWithLoss', 'EuclideanLoss', 'HingeLoss', 'InfogainLoss', 'MultinomialLogisticLoss', 'ContrastiveLoss'],
    ...['SigmoidCrossEntropyLoss', 'Accuracy', 'HDF5Output', 'CenterLoss'],
  ])('a layer %s is dropped', (type) => {
    const text =
      data('TEST') + layer('fc', 'InnerProduct', 'data', 'fc') + layer('x', type, 'fc', 'x', 'bottom: "label"')
    expect(describeWiring(text)).toMatchObject({ steps: ['fc: data -> fc'], output: 'fc' })
  })

  it('what is computed from a loss is dropped with it', () => {
    const sum = layer('sum', 'Eltwise', 'loss', 'sum', 'bottom: "loss"') + layer('twice', 'Power', 'sum', 'twice')
    expect(describeWiring(data('TEST') + measured + sum)).toMatchObject({ steps: ['fc: data -> fc'], output: 'fc' })
  })

  it('the softmax is kept where it is a layer of its own', () => {
    const text = data('TEST') + measured + layer('prob', 'Softmax', 'fc', 'prob', 'include { phase: TEST }')
    expect(describeWiring(text).output).toBe('prob')
  })

  it('auxiliary classifiers are left out, and what only they need', () => {
    const text =
      data('TEST') +
      layer('conv', 'Convolution', 'data', 'conv') +
      layer('aux_pool', 'Pooling', 'conv', 'aux_pool') +
      layer('aux_fc', 'InnerProduct', 'aux_pool', 'aux_fc') +
      layer('aux_loss', 'SoftmaxWithLoss', 'aux_fc', 'aux_loss', 'bottom: "label"') +
      layer('fc', 'InnerProduct', 'conv', 'fc') +
      layer('loss', 'SoftmaxWithLoss', 'fc', 'loss', 'bottom: "label"')
    expect(describeWiring(text)).toEqual({
      input: 'data',
      steps: ['conv: data -> conv', 'fc: conv -> fc'],
      output: 'fc',
    })
  })

  it('what is silenced is no output', () => {
    const text =
      data('TEST') +
      layer('fc', 'InnerProduct', 'data', 'fc') +
      layer('x', 'Power', 'fc', 'x') +
      layer('fc2', 'InnerProduct', 'fc', 'fc2')
    expect(describeWiring(text).output).toBe('fc2')
    expect(describeWiring(text + layer('hush', 'Silence', 'fc2', 'none')).output).toBe('x')
  })

  it('what is done to the labels is left out, whatever it is', () => {
    const text = data('TEST') + layer('labels', 'Mystery', 'label', 'labels') + measured
    expect(describeWiring(text).steps).toEqual(['fc: data -> fc'])
  })
})

describe('values and blobs', () => {
  it('layers in place leave a value each', () => {
    const text = network(
      layer('conv', 'Convolution', 'data', 'a') +
        layer('relu', 'ReLU', 'a', 'a') +
        layer('drop', 'Dropout', 'a', 'a') +
        layer('fc', 'InnerProduct', 'a', 'fc'),
    )
    expect(describeWiring(text).steps).toEqual([
      'conv: data -> a',
      'relu: a -> a#2',
      'drop: a#2 -> a#3',
      'fc: a#3 -> fc',
    ])
  })

  it('on an input, too, and at the end', () => {
    expect(describeWiring(network(layer('relu', 'ReLU', 'data', 'data')))).toEqual({
      input: 'data',
      steps: ['relu: data -> data#2'],
      output: 'data#2',
    })
  })

  it('under no name that a blob has', () => {
    const text = network(
      layer('a', 'ReLU', 'data', 'x#2') + layer('b', 'ReLU', 'x#2', 'x') + layer('c', 'ReLU', 'x', 'x'),
    )
    expect(describeWiring(text).steps).toEqual(['a: data -> x#2', 'b: x#2 -> x', 'c: x -> x#3'])
  })

  it('a layer reads what stands before it, and not after', () => {
    const text = network(
      layer('a', 'ReLU', 'data', 'x') +
        layer('b', 'TanH', 'x', 'y') +
        layer('c', 'ReLU', 'x', 'x') +
        layer('sum', 'Eltwise', 'x', 'sum', 'bottom: "y"'),
    )
    expect(describeWiring(text).steps).toEqual(['a: data -> x', 'b: x -> y', 'c: x -> x#2', 'sum: x#2 y -> sum'])
  })

  it('of 20,000 layers in place', () => {
    const { output, steps } = describeWiring(network(layer('relu', 'ReLU', 'data', 'data').repeat(20_000)))
    expect([output, steps.length]).toEqual(['data#20001', 20_000])
  })

  it('the shape that an Input layer states for each of its tops, or for all', () => {
    const input = (shapes: string) =>
      wireText(
        `layer { name: "in" type: "Input" top: "a" top: "b" input_param { ${shapes} } } ${layer('relu', 'ReLU', 'b', 'c')}`,
      ).input.dims
    expect(input('shape { dim: 1 dim: 2 } shape { dim: 3 dim: 4 }')).toEqual([3, 4])
    expect(input('shape { dim: [1, 2] }')).toEqual([1, 2])
    expect(input('')).toBeNull()
  })
})

describe('what does not connect is refused, with its line', () => {
  const split = '\nlayer { name: "split" type: "Split" bottom: "data" top: "a" top: "b" }\n'

  it.each<[title: string, text: string, line: number, problem: RegExp]>([
    [
      'a blob that no layer gives',
      network(`\n${layer('relu', 'ReLU', 'dta', 'out')}`),
      5,
      /layer "relu" takes the blob "dta", which no layer before it gives/,
    ],
    [
      'a blob that a later layer gives',
      network(layer('a', 'ReLU', 'b', 'a') + layer('b', 'ReLU', 'data', 'b')),
      4,
      /takes the blob "b"/,
    ],
    [
      'a blob of the other phase',
      data('TRAIN') + layer('relu', 'ReLU', 'data', 'out'),
      2,
      /takes the blob "data", which only the layer "data" \(line 1\) gives, and that one is of another phase or stage/,
    ],
    [
      'a blob that two layers give',
      network(layer('a', 'ReLU', 'data', 'x') + layer('b', 'TanH', 'data', 'x')),
      5,
      /blob "x" is given for the second time, after line 4/,
    ],
    [
      'an input that is stated twice',
      network(`layer { type: "Input" top: "data" } ${layer('a', 'ReLU', 'data', 'x')}`),
      4,
      /blob "data" is given for the second time/,
    ],
    [
      'two inputs',
      `input: "a" input: "b"\ninput_shape { dim: 1 } input_shape { dim: 1 }\n${layer('sum', 'Eltwise', 'a', 'sum', 'bottom: "b"')}`,
      1,
      /depend on several inputs \(a, b\): a batch of images must be the only one/,
    ],
    [
      'labels among what counts',
      `\n${data('TEST')}${layer('cat', 'Concat', 'data', 'x', 'bottom: "label"')}`,
      2,
      /several inputs \(data, label\)/,
    ],
    [
      'no input',
      '\nlayer { name: "const" type: "Parameter" top: "a" }',
      1,
      /no input leads to the scores: state one \(input and input_shape, or an Input layer\)/,
    ],
    [
      'nothing but an input',
      'layer { name: "in" type: "Input" top: "a" }',
      1,
      /no layer of the TEST phase computes anything/,
    ],
    [
      'nothing but losses',
      data('TEST') + layer('loss', 'SoftmaxWithLoss', 'data', 'loss', 'bottom: "label"'),
      1,
      /no layer of the TEST phase/,
    ],
    [
      'memory that a layer shares and changes',
      network(split + layer('relu', 'ReLU', 'a', 'a') + layer('tanh', 'TanH', 'b', 'c')),
      7,
      /layer "tanh" reads the blob "b", .* shares its memory .* layer "relu" \(line 6\) has changed in place: give that layer another top/,
    ],
    [
      'the source of what a layer changes',
      network(
        layer('flat', 'Flatten', 'data', 'flat') +
          layer('relu', 'ReLU', 'flat', 'flat') +
          layer('sum', 'TanH', 'data', 'out'),
      ),
      6,
      /reads the blob "data"/,
    ],
    [
      'memory shared over several layers',
      network(
        layer('flat', 'Flatten', 'data', 'f') +
          layer('shape', 'Reshape', 'f', 'g') +
          layer('relu', 'ReLU', 'g', 'g') +
          layer('tanh', 'TanH', 'data', 'out'),
      ),
      7,
      /reads the blob "data"/,
    ],
  ])('%s', (_, text, line, problem) => {
    expect(() => wireText(text)).toThrow(problem)
    expect(() => wireText(text)).toThrow(`net.prototxt:${line}: `)
  })

  it.each<[title: string, text: string]>([
    [
      'read before it is changed',
      network(
        split +
          layer('tanh', 'TanH', 'b', 'c') +
          layer('relu', 'ReLU', 'a', 'a') +
          layer('sum', 'Eltwise', 'a', 'sum', 'bottom: "c"'),
      ),
    ],
    [
      'read by the name under which it is changed',
      network(split + layer('relu', 'ReLU', 'a', 'a') + layer('tanh', 'TanH', 'a', 'c')),
    ],
    [
      'shared only after it is changed',
      network(
        split +
          layer('relu', 'ReLU', 'a', 'a') +
          layer('flat', 'Flatten', 'a', 'f') +
          layer('tanh', 'TanH', 'f', 'g') +
          layer('sum', 'Eltwise', 'a', 'sum', 'bottom: "a"'),
      ),
    ],
    [
      'changed in a copy',
      network(
        layer('pool', 'Pooling', 'data', 'p') + layer('relu', 'ReLU', 'p', 'p') + layer('tanh', 'TanH', 'data', 'c'),
      ),
    ],
    [
      'not shared by a Concat of two',
      network(
        layer('cat', 'Concat', 'data', 'c', 'bottom: "data"') +
          layer('relu', 'ReLU', 'c', 'c') +
          layer('tanh', 'TanH', 'data', 'd'),
      ),
    ],
  ])('but not memory that is %s', (_, text) => {
    expect(() => wireText(text)).not.toThrow()
  })
})
