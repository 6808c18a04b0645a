// Test support: runs networks of Caffe as Acuity converts them.
import { Buffer } from 'node:buffer'
import { Tensor } from 'onnxruntime-node'
import { graft } from '../../graft.ts'
import { encodeValueInfo } from '../../onnx/write.ts'
import { floats, run } from '../../testing/run-models.ts'
import { readCaffemodel, storedWeights } from '../caffemodel.ts'
import { convert } from '../convert.ts'
import { readNet } from '../net.ts'
import { noWeights } from '../weights.ts'
import { wire } from '../wiring.ts'

/** Numbers and their shape, the batch in front. */
export interface Values {
  dims: number[]
  data: readonly number[] | Float32Array
}

/** What a network gives for an input, and of which shape its graph says that is. */
export async function answerOf(prototxt: string, caffemodel: Uint8Array | null, input: Values) {
  const [wiring] = wire(readNet('case.prototxt', prototxt))
  const weights = caffemodel === null ? noWeights : storedWeights('case.caffemodel', readCaffemodel(caffemodel))
  const { onnx, tensors } = convert(wiring, input.dims.slice(1), weights)
  const [images, scores] = [onnx.graph.inputs[0], onnx.graph.outputs[0]]
  if (!images || !scores) throw new Error('no ends')
  const chunks = graft(
    { onnx, external: { tensors, within: new Map(), bytes: 0 } },
    {
      before: [],
      after: [],
      input: encodeValueInfo(images.name, 'float32', input.dims),
      outputs: [encodeValueInfo(scores.name, 'float32')],
    },
  )
  const results = await run(Buffer.concat(chunks), {
    [images.name]: new Tensor('float32', Float32Array.from(input.data), input.dims),
  })
  return { dims: results[scores.name]?.dims, stated: scores.dims, data: floats(results, scores.name) }
}
