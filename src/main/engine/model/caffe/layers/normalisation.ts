import {
  layerError,
  parameters,
  soleInput,
  soleOutput,
  type Dims,
  type LayerContext,
  type Tensor,
  type Translate,
} from '../layer-context.ts'
import type { TextMessage } from '../prototxt/text-message.ts'

const BATCH_NORM_FIELDS = [
  ...['use_global_stats', 'moving_average_fraction', 'eps', 'engine'],
  ...['scale_bias', 'scale_filler', 'bias_filler'],
]
/** Caffe's default, and the least that NVIDIA's fork takes. */
const LEAST_EPS = 1e-5

/**
 * Source: src/caffe/layers/batch_norm_layer.cpp: the stored mean and variance are sums, to be divided by the third blob;
 * where that is 0, both count as 0. A scale and a shift are layers of their own, or, in NVIDIA's fork, the fourth and the
 * fifth blob: there the statistics are no sums, and epsilon is no less than 1e-5.
 */
export const batchNorm: Translate = (context) => {
  const { layer, nodes, weights } = context
  const { name, dims } = soleInput(context)
  const message = parameters(context, 'batch_norm_param', BATCH_NORM_FIELDS)
  if (message.flag('use_global_stats') === false)
    throw layerError(
      layer,
      'normalises by the statistics of its own batch (use_global_stats: false): remove that line.',
    )
  const channels = dims.slice(0, 1)
  const affine = message.flag('scale_bias') ?? (message.has('scale_filler') || message.has('bias_filler'))
  const sums = floats(weights.blob(layer, 2, [1]))[0] ?? 0
  const factor = affine ? 1 : sums === 0 ? 0 : 1 / sums
  const statistics = [0, 1].map((index) => {
    const values = floats(weights.blob(layer, index, channels)).map((sum) => sum * factor)
    return context.weight(new Uint8Array(values.buffer), index, channels)
  })
  // Numbers that are in no file are spread when the graph is loaded: they are no parameters.
  const spread = (value: number) =>
    nodes.add('Expand', [nodes.constant('float32', [1], Float32Array.of(value)), nodes.int64s(...channels)])
  const learned = (index: number) => context.weight(weights.blob(layer, index, channels), index, channels)
  const operands = [name, ...(affine ? [learned(3), learned(4)] : [spread(1), spread(0)]), ...statistics]
  const eps = message.number('eps') ?? LEAST_EPS
  const attributes = { epsilon: { float: affine ? Math.max(eps, LEAST_EPS) : eps } }
  return [{ name: nodes.add('BatchNormalization', operands, attributes, soleOutput(context)), dims }]
}

/** A copy, since the bytes may lie at any address. */
function floats(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(bytes).buffer)
}

/** Source: src/caffe/layers/scale_layer.cpp: by a learned blob, or by a second input; perhaps plus a learned bias. */
export const scale: Translate = (context) => {
  const known = ['axis', 'num_axes', 'filler', 'bias_term', 'bias_filler']
  const message = parameters(context, 'scale_param', known)
  const { input, operand, shape, learned } = broadcast(context, message)
  const biased = message.flag('bias_term') ?? false
  const { nodes, layer, weights } = context
  if (!biased) return [{ ...input, name: nodes.add('Mul', [input.name, operand], {}, soleOutput(context)) }]
  const index = learned ? 1 : 0
  const bias = context.weight(weights.blob(layer, index, shape.blob), index, shape.onnx)
  const scaled = nodes.add('Mul', [input.name, operand])
  return [{ ...input, name: nodes.add('Add', [scaled, bias], {}, soleOutput(context)) }]
}

/** Source: src/caffe/layers/bias_layer.cpp: a learned blob or a second input is added. */
export const bias: Translate = (context) => {
  const message = parameters(context, 'bias_param', ['axis', 'num_axes', 'filler'])
  const { input, operand } = broadcast(context, message)
  return [{ ...input, name: context.nodes.add('Add', [input.name, operand], {}, soleOutput(context)) }]
}

interface Broadcast {
  input: Tensor
  /** What is multiplied by or added, in a shape that ONNX lines up with the input. */
  operand: string
  shape: Shapes
  /** Whether the operand is a blob, and no second input. */
  learned: boolean
}

/** The shape of a blob, and the one in which ONNX, which lines shapes up from their ends, wants it. */
interface Shapes {
  blob: Dims
  onnx: Dims
}

/** The operand of Scale and Bias covers the axes of the input from `axis` on: `num_axes` of them, or its own. */
function broadcast(context: LayerContext, message: TextMessage): Broadcast {
  const { layer, inputs, nodes, weights } = context
  const axis = message.integer('axis') ?? 1
  const [input, second, third] = inputs
  if (!input || third) throw layerError(layer, `takes ${inputs.length} blobs (bottom), where one or two are meant.`)
  if (second) {
    // Each image brings its own: the batch is the first axis that it covers.
    const fits = second.dims.every((dim, i) => dim === input.dims[i])
    if (axis !== 0 || !fits)
      throw layerError(
        layer,
        `cannot line up [${second.dims.join(', ')}] of each image with [${input.dims.join(', ')}] at axis ${axis}.`,
      )
    const onnx = [...second.dims, ...input.dims.slice(second.dims.length).map(() => 1)]
    const operand = nodes.add('Reshape', [second.name, nodes.int64s(0, ...onnx)])
    return { input, operand, shape: { blob: second.dims, onnx }, learned: false }
  }
  const first = axis < 0 ? axis + input.dims.length : axis - 1
  if (first < 0 || first > input.dims.length)
    throw layerError(layer, `starts at axis ${axis} of a blob of ${input.dims.length + 1}, the batch among them.`)
  const axes = message.integer('num_axes') ?? 1
  const end = axes === -1 ? input.dims.length : first + axes
  if (axes < -1 || end > input.dims.length)
    throw layerError(
      layer,
      `covers ${axes} axes (num_axes) from axis ${axis} on, of [batch, ${input.dims.join(', ')}].`,
    )
  const blob = input.dims.slice(first, end)
  const shape = { blob, onnx: [...blob, ...input.dims.slice(end).map(() => 1)] }
  return { input, operand: context.weight(weights.blob(layer, 0, blob), 0, shape.onnx), shape, learned: true }
}
