import { describe, expect, it } from 'vitest'
import { convert } from './convert.ts'
import { readNet } from './net.ts'
import { layer, network } from './testing/tiny-caffe.ts'
import { noWeights } from './weights.ts'
import { wire } from './wiring.ts'

describe('a layer that cannot be converted', () => {
  const convertText = (text: string) => convert(wire(readNet('net.prototxt', text))[0], [3, 8, 8], noWeights)

  it('is named with its line, and with what to do', () => {
    const text = network(`\n\n${layer('up', 'Deconvolution', 'data', 'up')}`)
    expect(() => convertText(text)).toThrow(
      /^net\.prototxt:6: layer "up" \(Deconvolution\) is of a type that Acuity does not convert\. Remove it .* or convert the network to ONNX with another tool\. Converted are AbsVal, .*TanH\.$/,
    )
  })

  it.each<[title: string, layers: string, problem: RegExp]>([
    [
      'an old type',
      network('layers { name: "mvn" type: MVN bottom: "data" top: "x" }'),
      /:4: layer "mvn" \(MVN\) is of a type that/,
    ],
    [
      'a name that JavaScript has',
      network(layer('x', 'constructor', 'data', 'x')),
      /layer "x" \(constructor\) is of a type that/,
    ],
    [
      'a misspelt field',
      network(layer('n', 'LRN', 'data', 'n', 'lrn_parm { local_size: 3 }')),
      /:4: layer has the field lrn_parm, which Acuity does not know/,
    ],
    [
      'a misspelt parameter',
      network(layer('n', 'LRN', 'data', 'n', '\nlrn_param {\n locl_size: 3 }')),
      /:6: lrn_param has the field locl_size/,
    ],
    [
      'a parameter of a fork',
      network(layer('d', 'Dropout', 'data', 'd', 'dropout_param { scale_train: false }')),
      /scales when the network is tested/,
    ],
    [
      'axes in the wrong order',
      network(layer('f', 'Flatten', 'data', 'f', 'flatten_param { axis: 3 end_axis: 2 }')),
      /ends \(end_axis\) before it begins/,
    ],
    [
      'more axes than there are',
      network(layer('s', 'Scale', 'data', 's', 'scale_param { num_axes: 4 }')),
      /covers 4 axes/,
    ],
    [
      'a type that is nearly one',
      network(layer('c', 'Convolutoin', 'data', 'c')),
      /does not convert\. Did you mean "Convolution"\? Remove it/,
    ],
    [
      'a field that is nearly one',
      network(layer('n', 'LRN', 'data', 'n', 'lrn_param { local_sise: 3 }')),
      /local_sise, which Acuity does not know\. Did you mean "local_size"\? Remove it/,
    ],
    [
      'two tops of one sum',
      network(layer('e', 'Eltwise', 'data', 'e', 'bottom: "data" top: "f"')),
      /layer "e" \(Eltwise\) gives 2 blobs \(top\) where one is supported/,
    ],
    [
      'two tops of a power',
      network(layer('p', 'Power', 'data', 'p', 'top: "q"')),
      /layer "p" \(Power\) gives 2 blobs \(top\) where one is supported/,
    ],
    [
      'a window that is everything',
      network(layer('g', 'Pooling', 'data', 'g', 'pooling_param { global_pooling: true kernel_size: 3 }')),
      /pools over everything \(global_pooling\), and states a window as well/,
    ],
    ['fewer axes than all', network(layer('s', 'Bias', 'data', 's', 'bias_param { num_axes: -2 }')), /covers -2 axes/],
  ])('%s', (_, text, problem) => {
    expect(() => convertText(text)).toThrow(problem)
  })
})
