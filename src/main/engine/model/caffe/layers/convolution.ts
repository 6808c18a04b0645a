import {
  layerError,
  parameters,
  spatialSize,
  type Dims,
  type LayerContext,
  type Tensor,
  type Translate,
} from '../layer-context.ts'
import { elements } from '../weights.ts'
import { readPair, refuseUnusableSize } from './window.ts'

const FIELDS = [
  ...['num_output', 'bias_term', 'pad', 'kernel_size', 'stride', 'dilation', 'pad_h', 'pad_w', 'kernel_h', 'kernel_w'],
  ...['stride_h', 'stride_w', 'group', 'weight_filler', 'bias_filler', 'engine', 'axis', 'force_nd_im2col'],
  // NVIDIA's fork chooses among cuDNN's algorithms.
  ...['cudnn_convolution_algo_seeker', 'conv_algos_override'],
]

/**
 * Source: src/caffe/layers/conv_layer.cpp and base_conv_layer.cpp: what does not fill a last stride is left over. Several
 * inputs are convolved with the same weights.
 */
export const convolution: Translate = (context) => convolve(context, false)

/**
 * One filter for each channel, whether or not the layer states that as its groups.
 * Source: conv_dw_layer.cpp (ConvolutionDepthwise) and depthwise_conv_layer.cpp (DepthwiseConvolution) of MobileNet's and
 * ShuffleNet's forks.
 */
export const depthwiseConvolution: Translate = (context) => convolve(context, true)

function convolve(context: LayerContext, depthwise: boolean): readonly Tensor[] {
  const { layer, inputs, outputs, nodes, weights } = context
  const [first] = inputs
  if (!first || inputs.length !== outputs.length || inputs.some(({ dims }) => String(dims) !== String(first.dims)))
    throw layerError(
      layer,
      `makes ${outputs.length} blobs (top) of ${inputs.length} (bottom): one of each, of one shape.`,
    )
  const { attributes, filters, perFilter, output, biased } = readWindows(context, first.dims, depthwise)
  const weightDims = [filters, ...perFilter]
  const learned = [context.weight(weights.blob(layer, 0, weightDims), 0, weightDims)]
  if (biased) learned.push(context.weight(weights.blob(layer, 1, [filters]), 1, [filters]))
  context.count({ convolutions: inputs.length * elements(output) * elements(weightDims) })
  return inputs.map(({ name }, i) => ({
    name: nodes.add('Conv', [name, ...learned], attributes, outputs[i]),
    dims: [filters, ...output],
  }))
}

function readWindows(context: LayerContext, dims: Dims, depthwise: boolean) {
  const { layer } = context
  const { channels, height, width } = spatialSize(context, dims)
  const message = parameters(context, 'convolution_param', FIELDS)
  const kernel = readPair(context, message, ['kernel_size', 'kernel_h', 'kernel_w'], 1)
  const stride = readPair(context, message, ['stride', 'stride_h', 'stride_w'], 1, 1)
  const pad = readPair(context, message, ['pad', 'pad_h', 'pad_w'], 0, 0)
  const dilation = readPair(context, message, ['dilation'], 1, 1)
  const group = message.integer('group') ?? (depthwise ? channels : 1)
  const filters = message.integer('num_output') ?? (depthwise ? channels : 0)
  if ((message.integer('axis') ?? 1) !== 1) throw layerError(layer, 'works along another axis than 1.')
  if (filters < 1 || group < 1 || filters % group !== 0 || channels % group !== 0)
    throw layerError(
      layer,
      `cannot split ${channels} channels and ${filters} filters (num_output) into ${group} groups.`,
    )
  if (depthwise && (group !== channels || filters !== channels))
    throw layerError(
      layer,
      `has ${filters} filters (num_output) in ${group} groups for ${channels} channels: it needs one filter for each.`,
    )
  const side = (size: number, axis: 0 | 1) =>
    Math.floor((size + 2 * pad[axis] - (dilation[axis] * (kernel[axis] - 1) + 1)) / stride[axis]) + 1
  const output = [side(height, 0), side(width, 1)] as const
  refuseUnusableSize(context, output)
  return {
    attributes: { kernel_shape: kernel, strides: stride, pads: [...pad, ...pad], dilations: dilation, group },
    filters,
    perFilter: [channels / group, ...kernel],
    output,
    biased: message.flag('bias_term') ?? true,
  }
}
