import { graft } from '../../src/main/engine/model/graft.ts'
import type { LoadedModel } from '../../src/main/engine/model/index.ts'
import { nodesFor } from '../../src/main/engine/model/node-list.ts'
import { encodeValueInfo, type Chunks } from '../../src/main/engine/model/onnx/write.ts'

/**
 * The ONNX file of a network, with the names at its ends that transformers.js knows: pixel_values and logits. Of a network
 * that ends in a softmax, the logits are the logarithms of its probabilities, whose softmax gives the probabilities back.
 * @param outputs scores per image
 */
export function logitsModel(model: LoadedModel, outputs: number): Chunks {
  const { inputName, outputName, outputKind, height, width } = model.description
  const before = nodesFor(model, 'before')
  before.add('Identity', ['pixel_values'], {}, inputName)
  const after = nodesFor(model, 'after')
  after.add(outputKind === 'probabilities' ? 'Log' : 'Identity', [outputName], {}, 'logits')
  return graft(model, {
    before: before.fields,
    after: after.fields,
    input: encodeValueInfo('pixel_values', 'float32', ['batch', 3, height ?? 'height', width ?? 'width']),
    outputs: [encodeValueInfo('logits', 'float32', ['batch', outputs])],
  })
}
