import { NodeList } from '../../src/main/engine/model/node-list.ts'
import { encodeModel } from '../../src/main/engine/model/onnx/write-model.ts'
import { GraphField } from '../../src/main/engine/model/onnx/proto.ts'
import { encodeValueInfo, wrapField } from '../../src/main/engine/model/onnx/write.ts'

const CHANNELS = 3

/**
 * The ONNX file of a network that costs next to nothing, at any size: the mean of each channel, and a matrix that makes
 * `outputs` scores of the three. What a run of it takes beside its session, no network has a part in.
 */
export function freeNetwork(outputs: number): Uint8Array {
  const nodes = new NodeList('free')
  const means = nodes.add('Flatten', [nodes.add('GlobalAveragePool', ['image'])], { axis: 1 })
  // No two outputs are alike, so that they can be ranked.
  const weights = Float32Array.from({ length: CHANNELS * outputs }, (_, i) => Math.sin(i + 1))
  nodes.add('MatMul', [means, nodes.constant('float32', [CHANNELS, outputs], weights)], {}, 'scores')
  return encodeModel('free', 'acuity bench', [
    ...nodes.fields,
    ...wrapField(GraphField.input, [encodeValueInfo('image', 'float32', ['batch', CHANNELS, 'height', 'width'])]),
    ...wrapField(GraphField.output, [encodeValueInfo('scores', 'float32', ['batch', outputs])]),
  ])
}
