import {
  layerError,
  parameters,
  soleInput,
  soleOutput,
  spatialSize,
  type LayerContext,
  type Translate,
} from '../layer-context.ts'
import { readPair, refuseUnusableSize } from './window.ts'

const WINDOW_FIELDS = ['kernel_size', 'kernel_h', 'kernel_w']

const FIELDS = [
  ...['pool', 'pad', 'pad_h', 'pad_w', ...WINDOW_FIELDS, 'stride', 'stride_h', 'stride_w'],
  ...['engine', 'global_pooling', 'round_mode', 'ceil_mode'],
]

/**
 * Caffe rounds the number of windows up, so that the last ones may hang over the edge. ONNX's ceil_mode is not quite that
 * (and runtimes have differed in it), so the overhang is stated as padding, which a maximum ignores.
 * Source: src/caffe/layers/pooling_layer.cpp.
 */
export const pooling: Translate = (context) => {
  const { layer, nodes } = context
  const { name, dims } = soleInput(context)
  const { channels, height, width } = spatialSize(context, dims)
  const message = parameters(context, 'pooling_param', FIELDS)
  const kind = message.choice('pool', { MAX: 0, AVE: 1, STOCHASTIC: 2 }) ?? 'MAX'
  if (kind === 'STOCHASTIC')
    throw layerError(layer, 'pools stochastically, which is not supported: only MAX and AVE are.')
  if (message.flag('global_pooling') ?? false) {
    if (WINDOW_FIELDS.some((field) => message.has(field)))
      throw layerError(
        layer,
        'pools over everything (global_pooling), and states a window as well: remove one of them.',
      )
    const operator = kind === 'MAX' ? 'GlobalMaxPool' : 'GlobalAveragePool'
    return [{ name: nodes.add(operator, [name], {}, soleOutput(context)), dims: [channels, 1, 1] }]
  }
  const kernel = readPair(context, message, ['kernel_size', 'kernel_h', 'kernel_w'], 1)
  const stride = readPair(context, message, ['stride', 'stride_h', 'stride_w'], 1, 1)
  const pad = readPair(context, message, ['pad', 'pad_h', 'pad_w'], 0, 0)
  // A field that Caffe got later, and that of its forks.
  const roundUp = message.choice('round_mode', { CEIL: 0, FLOOR: 1 }) !== 'FLOOR' && message.flag('ceil_mode') !== false
  const padded = pad[0] > 0 || pad[1] > 0
  const sides = ([0, 1] as const).map((axis) => {
    const size = axis === 0 ? height : width
    return slide({ size, kernel: kernel[axis], stride: stride[axis], pad: pad[axis], roundUp, padded })
  }) as [Windows, Windows]
  refuseUnusable(context, sides)

  const attributes = {
    kernel_shape: kernel,
    strides: stride,
    pads: [...sides.map(({ pad }) => pad), ...sides.map(({ padAfter }) => padAfter)],
  }
  const output = { dims: [channels, ...sides.map(({ count }) => count)] }
  if (kind === 'MAX') return [{ ...output, name: nodes.add('MaxPool', [name], attributes, soleOutput(context)) }]
  const counted = { ...attributes, count_include_pad: 1 }
  const [down, across] = sides.map(overhangFactors) as [Float32Array, Float32Array]
  if ([...down, ...across].every((factor) => factor === 1))
    return [{ ...output, name: nodes.add('AveragePool', [name], counted, soleOutput(context)) }]
  // Each side on its own: a product for each window may be large, and the runtime makes it while it loads the graph.
  const over = nodes.add('Mul', [
    nodes.constant('float32', [1, 1, down.length, 1], down),
    nodes.constant('float32', [1, 1, 1, across.length], across),
  ])
  const average = nodes.add('AveragePool', [name], counted)
  return [{ ...output, name: nodes.add('Mul', [average, over], {}, soleOutput(context)) }]
}

/** The windows along one side. */
interface Windows {
  size: number
  kernel: number
  stride: number
  pad: number
  count: number
  /** The padding behind that the last window reaches into, overhang included. */
  padAfter: number
}

interface Side extends Omit<Windows, 'count' | 'padAfter'> {
  roundUp: boolean
  /** Whether the layer pads either side. */
  padded: boolean
}

function slide({ size, kernel, stride, pad, roundUp, padded }: Side): Windows {
  const round = roundUp ? Math.ceil : Math.floor
  let count = round((size + 2 * pad - kernel) / stride) + 1
  // With padding, the last window must begin inside the image, and not in the padding behind it.
  if (padded && (count - 1) * stride >= size + pad) count--
  return { size, kernel, stride, pad, count, padAfter: Math.max(0, (count - 1) * stride - pad + kernel - size) }
}

function refuseUnusable(context: LayerContext, sides: readonly Windows[]): void {
  const { layer } = context
  refuseUnusableSize(context, [sides[0]?.count ?? 0, sides[1]?.count ?? 0])
  for (const { size, kernel, stride, pad, count } of sides) {
    if (pad >= kernel)
      throw layerError(layer, `pads by ${pad} for a window of ${kernel}: Caffe wants less padding than window.`)
    if ((count - 1) * stride - pad >= size)
      throw layerError(
        layer,
        `has a window wholly outside the image (kernel ${kernel}, stride ${stride}, side ${size}).`,
      )
  }
}

/**
 * What makes an average over whole windows Caffe's: its divisor counts the declared padding, but not the overhang.
 * @returns a factor for each window along the side, 1 where it does not hang over
 */
function overhangFactors({ size, kernel, stride, pad, count }: Windows): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const start = i * stride - pad
    return kernel / (Math.min(start + kernel, size + pad) - start)
  })
}
