import { imageAxis, layerError, parameters, soleInput, soleOutput, type Translate } from '../layer-context.ts'
import { elements } from '../weights.ts'

/** Hands on what it gets, to as many as want it. */
export const split: Translate = (context) => {
  const input = soleInput(context)
  return context.outputs.map(() => input)
}

/** Source: src/caffe/layers/dropout_layer.cpp: over once a network is trained. Some forks then scale what they did not before. */
export const dropout: Translate = (context) => {
  const message = parameters(context, 'dropout_param', ['dropout_ratio', 'scale_train'])
  if (message.flag('scale_train') === false)
    throw layerError(context.layer, 'scales when the network is tested (scale_train: false), which is not supported.')
  return split(context)
}

/** Source: src/caffe/layers/softmax_layer.cpp. */
export const softmax: Translate = (context) => {
  const { name, dims } = soleInput(context)
  const axis = parameters(context, 'softmax_param', ['axis', 'engine']).integer('axis') ?? 1
  const attributes = { axis: imageAxis(context, axis, dims) + 1 }
  return [{ name: context.nodes.add('Softmax', [name], attributes, soleOutput(context)), dims }]
}

/** Source: src/caffe/layers/flatten_layer.cpp. */
export const flatten: Translate = (context) => {
  const { nodes } = context
  const { name, dims } = soleInput(context)
  const message = parameters(context, 'flatten_param', ['axis', 'end_axis'])
  const axis = imageAxis(context, message.integer('axis') ?? 1, dims)
  const end = imageAxis(context, message.integer('end_axis') ?? -1, dims)
  if (end < axis) throw layerError(context.layer, `ends (end_axis) before it begins (axis ${axis + 1}).`)
  const flat = [...dims.slice(0, axis), elements(dims.slice(axis, end + 1)), ...dims.slice(end + 1)]
  return [{ name: nodes.add('Reshape', [name, nodes.int64s(-1, ...flat)], {}, soleOutput(context)), dims: flat }]
}

/**
 * Source: src/caffe/layers/reshape_layer.cpp: `num_axes` axes from `axis` on are replaced; 0 keeps a side, -1 takes what is
 * left. A number stated for the batch is that of whoever wrote the file, and any other will do.
 */
export const reshape: Translate = (context) => {
  const { layer, nodes } = context
  const { name, dims } = soleInput(context)
  const message = parameters(context, 'reshape_param', ['shape', 'axis', 'num_axes'])
  const rank = dims.length + 1
  const axis = message.integer('axis') ?? 0
  const count = message.integer('num_axes') ?? -1
  const start = axis < 0 ? axis + rank + 1 : axis
  const end = count < 0 ? rank : start + count
  const stated = message.message('shape').integers('dim')
  // Without the batch, which may be among what is replaced.
  const from = Math.max(start, 1)
  const sides = stated.slice(from - start).map((dim, i) => (dim === 0 ? (dims[from - 1 + i] ?? 0) : dim))
  const replaced = elements(dims.slice(from - 1, end - 1))
  const known = elements(sides.filter((dim) => dim !== -1))
  const shape = sides.map((dim) => (dim === -1 ? replaced / known : dim))
  const isSize = (dim: number) => Number.isInteger(dim) && dim > 0
  const keepsBatch = start > 0 || (end > 0 && stated.length > 0)
  if (!keepsBatch || start < 0 || end > rank || !shape.every(isSize) || elements(shape) !== replaced)
    throw layerError(
      layer,
      `cannot reshape [${['batch', ...dims].join(', ')}] to [${stated.join(', ')}] (axis ${axis}, num_axes ${count}): ` +
        'each image must keep its numbers.',
    )
  const result = [...dims.slice(0, from - 1), ...shape, ...dims.slice(end - 1)]
  return [{ name: nodes.add('Reshape', [name, nodes.int64s(-1, ...result)], {}, soleOutput(context)), dims: result }]
}

/**
 * Deals the channels of each group out in turn: the first of each, then the second of each.
 * Source: shuffle_channel_layer.cpp of ShuffleNet's forks.
 */
export const shuffleChannel: Translate = (context) => {
  const { nodes } = context
  const { name, dims } = soleInput(context)
  const [channels = 0, ...rest] = dims
  const group = parameters(context, 'shuffle_channel_param', ['group']).integer('group') ?? 1
  if (group < 1 || channels % group !== 0)
    throw layerError(context.layer, `cannot split ${channels} channels into ${group} groups.`)
  const grouped = nodes.add('Reshape', [name, nodes.int64s(-1, group, channels / group, elements(rest))])
  const dealt = nodes.add('Transpose', [grouped], { perm: [0, 2, 1, 3] })
  return [{ name: nodes.add('Reshape', [dealt, nodes.int64s(-1, ...dims)], {}, soleOutput(context)), dims }]
}
