import { parameters, soleInput, soleOutput, type LayerContext, type Tensor, type Translate } from '../layer-context.ts'
import type { Attribute } from '../../onnx/write.ts'

/** A layer that works on each number alone: the shape stays. */
function elementwise(context: LayerContext, operator: string, attributes: Record<string, Attribute> = {}): Tensor[] {
  const { name, dims } = soleInput(context)
  return [{ name: context.nodes.add(operator, [name], attributes, soleOutput(context)), dims }]
}

/** Source: src/caffe/layers/relu_layer.cpp: negative numbers are multiplied by the slope, which is 0 by default. */
export const relu: Translate = (context) => {
  const slope = parameters(context, 'relu_param', ['negative_slope', 'engine']).number('negative_slope') ?? 0
  return slope === 0 ? elementwise(context, 'Relu') : elementwise(context, 'LeakyRelu', { alpha: { float: slope } })
}

/** Source: src/caffe/layers/prelu_layer.cpp: a learned slope for each channel, or one for all. */
export const prelu: Translate = (context) => {
  const { layer, nodes, weights } = context
  const { name, dims } = soleInput(context)
  const shared = parameters(context, 'prelu_param', ['filler', 'channel_shared']).flag('channel_shared') ?? false
  const slopes = shared ? [] : dims.slice(0, 1)
  const bytes = weights.blob(layer, 0, slopes)
  // ONNX lines slopes up from the last axis on.
  const slope = context.weight(bytes, 0, shared ? [1] : [...slopes, ...dims.slice(1).map(() => 1)])
  return [{ name: nodes.add('PRelu', [name, slope], {}, soleOutput(context)), dims }]
}

/** Source: src/caffe/layers/elu_layer.cpp. */
export const elu: Translate = (context) => {
  const alpha = parameters(context, 'elu_param', ['alpha']).number('alpha') ?? 1
  return elementwise(context, 'Elu', { alpha: { float: alpha } })
}

export const sigmoid: Translate = (context) => elementwise(context, 'Sigmoid')
export const tanh: Translate = (context) => elementwise(context, 'Tanh')
export const absVal: Translate = (context) => elementwise(context, 'Abs')

/** Source: src/caffe/layers/power_layer.cpp: (shift + scale * x)^power. */
export const power: Translate = (context) => {
  const { nodes } = context
  const { name, dims } = soleInput(context)
  const message = parameters(context, 'power_param', ['power', 'scale', 'shift'])
  const steps = [
    ['Mul', message.number('scale') ?? 1, 1],
    ['Add', message.number('shift') ?? 0, 0],
    ['Pow', message.number('power') ?? 1, 1],
  ] as const
  const output = soleOutput(context)
  const taken = steps.filter(([, value, neutral]) => value !== neutral)
  const result = taken.reduce(
    (input, [operator, value], i) =>
      nodes.add(operator, [input, nodes.scalar(value)], {}, i === taken.length - 1 ? output : undefined),
    name,
  )
  return [{ name: result, dims }]
}
