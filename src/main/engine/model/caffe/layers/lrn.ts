import { layerError, parameters, soleInput, soleOutput, type LayerContext, type Translate } from '../layer-context.ts'

const FIELDS = ['local_size', 'alpha', 'beta', 'norm_region', 'k', 'engine']

const MAX_SIZE = 4095

interface Settings {
  size: number
  alpha: number
  beta: number
  k: number
}

/**
 * Local response normalisation: x / (k + alpha * mean of squares)^beta, the mean over neighbouring channels, or over
 * neighbouring pixels of one channel.
 * Source: Krizhevsky et al. 2012, section 3.3; src/caffe/layers/lrn_layer.cpp, where alpha is divided by the number of
 * neighbours (as in ONNX's LRN).
 */
export const lrn: Translate = (context) => {
  const message = parameters(context, 'lrn_param', FIELDS)
  const settings = {
    size: message.integer('local_size') ?? 5,
    alpha: message.number('alpha') ?? 1,
    beta: message.number('beta') ?? 0.75,
    k: message.number('k') ?? 1,
  }
  if (settings.size < 1 || settings.size % 2 === 0 || settings.size > MAX_SIZE)
    throw layerError(context.layer, `has a local_size of ${settings.size}, where odd ones up to ${MAX_SIZE} are meant.`)
  const region = message.choice('norm_region', { ACROSS_CHANNELS: 0, WITHIN_CHANNEL: 1 }) ?? 'ACROSS_CHANNELS'
  const { name, dims } = soleInput(context)
  return [
    {
      name:
        region === 'ACROSS_CHANNELS' ? acrossChannels(context, name, settings) : withinChannel(context, name, settings),
      dims,
    },
  ]
}

function acrossChannels(context: LayerContext, input: string, { size, alpha, beta, k }: Settings): string {
  const attributes = { size, alpha: { float: alpha }, beta: { float: beta }, bias: { float: k } }
  return context.nodes.add('LRN', [input], attributes, soleOutput(context))
}

/** ONNX has no such operator. Caffe averages over size × size pixels, padding included, and takes 1 for k. */
function withinChannel(context: LayerContext, input: string, { size, alpha, beta }: Settings): string {
  const { nodes } = context
  const scalar = (value: number) => nodes.constant('float32', [], Float32Array.of(value))
  const pad = (size - 1) / 2
  const mean = nodes.add('AveragePool', [nodes.add('Mul', [input, input])], {
    kernel_shape: [size, size],
    strides: [1, 1],
    pads: [pad, pad, pad, pad],
    count_include_pad: 1,
  })
  const scale = nodes.add('Add', [nodes.add('Mul', [mean, scalar(alpha)]), scalar(1)])
  return nodes.add('Mul', [input, nodes.add('Pow', [scale, scalar(-beta)])], {}, soleOutput(context))
}
