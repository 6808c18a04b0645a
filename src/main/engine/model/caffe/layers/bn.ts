import { layerError, parameters, soleInput, soleOutput, type LayerContext, type Translate } from '../layer-context.ts'

/** Of the fork of SegNet, and of that with a moving average. */
const SEGNET_FIELDS = ['scale_filler', 'shift_filler', 'bn_mode']
const AVERAGING_FIELDS = ['slope_filler', 'bias_filler', 'momentum', 'eps', 'frozen']

/**
 * A batch normalisation from before Caffe had one, of which two forms are around. SegNet's has a scale and a shift, into
 * which the statistics were folded after training (bn_mode: INFERENCE): without that it takes those of its own batch. The
 * other has a slope, a bias, a mean and a variance.
 * Source: src/caffe/layers/bn_layer.cpp of alexgkendall/caffe-segnet, and of yjxiong/caffe.
 */
export const bn: Translate = (context) => {
  const { layer, nodes } = context
  const { name, dims } = soleInput(context)
  const message = parameters(context, 'bn_param', ['engine', ...SEGNET_FIELDS, ...AVERAGING_FIELDS])
  const folded = SEGNET_FIELDS.some((field) => message.has(field))
  if (folded && AVERAGING_FIELDS.some((field) => message.has(field)))
    throw layerError(layer, 'has fields of two kinds of BN (bn_param): which one computes it cannot be told.')
  if (!folded) {
    const operands = [name, ...[0, 1, 2, 3].map((index) => perChannel(context, index, dims.slice(0, 1)))]
    const attributes = { epsilon: { float: message.number('eps') ?? 1e-5 } }
    return [{ name: nodes.add('BatchNormalization', operands, attributes, soleOutput(context)), dims }]
  }
  if (message.choice('bn_mode', { LEARN: 0, INFERENCE: 1 }) !== 'INFERENCE')
    throw layerError(
      layer,
      'normalises by the statistics of its own batch: the network and weights for inference are needed, which state ' +
        "bn_mode: INFERENCE (SegNet's compute_bn_statistics.py writes them).",
    )
  const across = [dims[0] ?? 0, ...dims.slice(1).map(() => 1)]
  const scaled = nodes.add('Mul', [name, perChannel(context, 0, across)])
  return [{ name: nodes.add('Add', [scaled, perChannel(context, 1, across)], {}, soleOutput(context)), dims }]
}

/** A number for each channel, which the forks have kept as [1, channels, 1, 1], [1, channels] and [channels]. */
function perChannel({ layer, weights, weight }: LayerContext, index: number, dims: readonly number[]): string {
  const [channels = 0] = dims
  const shapes = [[1, channels, 1, 1], [1, channels], [channels]]
  const stored = String(weights.shape?.(layer, index))
  const shape = shapes.find((each) => String(each) === stored) ?? [1, channels, 1, 1]
  return weight(weights.blob(layer, index, shape), index, dims)
}
