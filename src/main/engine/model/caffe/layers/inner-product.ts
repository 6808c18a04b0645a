import type { Advice } from '../../../../../shared/advice.ts'
import {
  imageAxis,
  layerError,
  parameters,
  soleInput,
  soleOutput,
  type Dims,
  type Translate,
} from '../layer-context.ts'
import { elements } from '../weights.ts'

const FIELDS = ['num_output', 'bias_term', 'weight_filler', 'bias_filler', 'axis', 'transpose']

/** Source: src/caffe/layers/inner_product_layer.cpp: weights of [outputs, inputs], the other way round if transposed. */
export const innerProduct: Translate = (context) => {
  const { layer, nodes, weights } = context
  const { name, dims } = soleInput(context)
  const message = parameters(context, 'inner_product_param', FIELDS)
  const outputs = message.integer('num_output') ?? 0
  const transposed = message.flag('transpose') ?? false
  if (outputs < 1) throw layerError(layer, 'states no num_output.')
  // What lies before the axis is done one by one: nearly always that is nothing but the batch.
  const axis = imageAxis(context, message.integer('axis') ?? 1, dims)
  const [each, multiplied] = [dims.slice(0, axis), dims.slice(axis)]
  const inputs = elements(multiplied)

  const weightDims = transposed ? [inputs, outputs] : [outputs, inputs]
  const learned = [context.weight(weights.blob(layer, 0, weightDims, hintFor(multiplied, outputs)), 0, weightDims)]
  if (message.flag('bias_term') ?? true) learned.push(context.weight(weights.blob(layer, 1, [outputs]), 1, [outputs]))
  context.count({ innerProducts: elements(each) * inputs * outputs })
  const rows = dims.length === 1 ? name : nodes.add('Reshape', [name, nodes.int64s(-1, inputs)])
  const attributes = { transB: transposed ? 0 : 1 }
  const output = soleOutput(context)
  if (each.length === 0) return [{ name: nodes.add('Gemm', [rows, ...learned], attributes, output), dims: [outputs] }]
  const product = nodes.add('Gemm', [rows, ...learned], attributes)
  const result = [...each, outputs]
  return [{ name: nodes.add('Reshape', [product, nodes.int64s(-1, ...result)], {}, output), dims: result }]
}

/** Weights for as many outputs but other inputs are nearly always those of another crop. */
function hintFor(dims: Dims, outputs: number): (stored: Dims) => Advice {
  return (stored) =>
    stored.includes(outputs)
      ? {
          message:
            `An InnerProduct fits one size of its input, which at this crop is ${dims.join('×')}: the crop has to be that ` +
            'at which the weights were trained.',
          remedies: [{ do: 'state', option: 'crop' }],
        }
      : `They are not for ${outputs} outputs (num_output): are they this network's?`
}
