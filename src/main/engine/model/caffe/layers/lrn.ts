import {
  layerError,
  parameters,
  soleInput,
  soleOutput,
  spatialSize,
  type LayerContext,
  type Tensor,
  type Translate,
} from '../layer-context.ts'

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
 * neighbours, those outside the image included, and where within a channel k is always 1.
 */
export const lrn: Translate = (context) => {
  const input = soleInput(context)
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
  const name =
    region === 'ACROSS_CHANNELS'
      ? divide(context, input.name, meanAcrossChannels(context, input, settings), settings)
      : divide(context, input.name, meanWithinChannel(context, input, settings), { ...settings, k: 1 })
  return [{ ...input, name }]
}

/** Channels are a third axis to pool over: several times faster on a CPU than ONNX's own LRN, which it equals. */
function meanAcrossChannels(context: LayerContext, input: Tensor, { size, alpha }: Settings): string {
  const { nodes } = context
  const { channels, height, width } = spatialSize(context, input.dims)
  const volume = nodes.add('Reshape', [square(context, input, alpha), nodes.int64s(0, 1, channels, height, width)])
  const mean = nodes.add('AveragePool', [volume], pooled([size, 1, 1]))
  return nodes.add('Reshape', [mean, nodes.int64s(0, channels, height, width)])
}

function meanWithinChannel(context: LayerContext, input: Tensor, { size, alpha }: Settings): string {
  return context.nodes.add('AveragePool', [square(context, input, alpha)], pooled([size, size]))
}

/** alpha * input², multiplied before it is squared: the squares of activations may exceed what float16 holds. */
function square({ nodes }: LayerContext, { name }: Tensor, alpha: number): string {
  const root = nodes.add('Mul', [name, nodes.scalar(Math.sqrt(Math.abs(alpha)))])
  return nodes.add('Mul', [root, root])
}

/** An average around every position, which counts what lies outside as 0. */
function pooled(kernel: readonly number[]) {
  const pads = kernel.map((side) => (side - 1) / 2)
  return { kernel_shape: kernel, strides: kernel.map(() => 1), pads: [...pads, ...pads], count_include_pad: 1 }
}

/** input / (k + alpha * mean of squares)^beta, of which `mean` has alpha's size, but not its sign. */
function divide(context: LayerContext, input: string, mean: string, { alpha, beta, k }: Settings): string {
  const { nodes } = context
  const scale = nodes.add(alpha < 0 ? 'Sub' : 'Add', [nodes.scalar(k), mean])
  // A power takes ten times as long as a root, and nearly every network has this one.
  if (beta !== 0.75)
    return nodes.add('Div', [input, nodes.add('Pow', [scale, nodes.scalar(beta)])], {}, soleOutput(context))
  const root = nodes.add('Sqrt', [scale])
  return nodes.add('Div', [input, nodes.add('Mul', [root, nodes.add('Sqrt', [root])])], {}, soleOutput(context))
}
