import {
  imageAxis,
  layerError,
  parameters,
  soleInput,
  soleOutput,
  type LayerContext,
  type Translate,
} from '../layer-context.ts'
import { elements } from '../weights.ts'

/** Source: src/caffe/layers/concat_layer.cpp; `concat_dim` is the old name of the axis. */
export const concat: Translate = (context) => {
  const { layer, inputs, nodes } = context
  const message = parameters(context, 'concat_param', ['axis', 'concat_dim'])
  const [first] = inputs
  if (!first) throw layerError(layer, 'takes no blob (bottom).')
  const axis = imageAxis(context, message.integer('axis') ?? message.integer('concat_dim') ?? 1, first.dims)
  for (const { dims } of inputs)
    if (dims.length !== first.dims.length || dims.some((dim, i) => i !== axis && dim !== first.dims[i]))
      throw layerError(layer, `cannot join ${list(context)}: they may differ in axis ${axis + 1} only.`)
  const joined = inputs.reduce((sum, { dims }) => sum + (dims[axis] ?? 0), 0)
  const names = inputs.map(({ name }) => name)
  return [
    { name: nodes.add('Concat', names, { axis: axis + 1 }, soleOutput(context)), dims: first.dims.with(axis, joined) },
  ]
}

/** Source: src/caffe/layers/eltwise_layer.cpp. */
export const eltwise: Translate = (context) => {
  const { layer, inputs, nodes } = context
  const message = parameters(context, 'eltwise_param', ['operation', 'coeff', 'stable_prod_grad'])
  const operation = message.choice('operation', { PROD: 0, SUM: 1, MAX: 2 }) ?? 'SUM'
  const coefficients = message.numbers('coeff')
  const [first, ...others] = inputs
  if (!first || others.length === 0) throw layerError(layer, 'takes fewer than two blobs (bottom).')
  if (inputs.some(({ dims }) => String(dims) !== String(first.dims)))
    throw layerError(layer, `cannot combine ${list(context)}: they must be of one shape.`)
  if (coefficients.length > 0 && (operation !== 'SUM' || coefficients.length !== inputs.length))
    throw layerError(
      layer,
      `states ${coefficients.length} coefficients for ${inputs.length} blobs: SUM takes one for each.`,
    )

  const terms = inputs.map(({ name }, i) => {
    const coefficient = coefficients[i] ?? 1
    return coefficient === 1 ? name : nodes.add('Mul', [name, nodes.scalar(coefficient)])
  })
  const operator = { PROD: 'Mul', SUM: 'Add', MAX: 'Max' }[operation]
  const output = soleOutput(context)
  const combined = terms.reduce((sum, term, i) =>
    nodes.add(operator, [sum, term], {}, i === terms.length - 1 ? output : undefined),
  )
  return [{ name: combined, dims: first.dims }]
}

/**
 * The second blob, each of its channels multiplied by a number of the first, plus the third.
 * Source: src/caffe/layers/axpy_layer.cpp of SENet's fork.
 */
export const axpy: Translate = (context) => {
  const { layer, inputs, nodes } = context
  const [factors, values, addend, another] = inputs
  if (!factors || !values || !addend || another)
    throw layerError(layer, `takes ${inputs.length} blobs (bottom) where it needs three: factors, values, addend.`)
  const [channels = 0, ...rest] = values.dims
  const perChannel = [channels, ...rest.map(() => 1)]
  const fits = factors.dims[0] === channels && elements(factors.dims) === channels
  if (!fits || String(values.dims) !== String(addend.dims))
    throw layerError(layer, `cannot combine ${list(context)}: a factor for each channel, and two blobs of one shape.`)
  const factor = nodes.add('Reshape', [factors.name, nodes.int64s(-1, ...perChannel)])
  const product = nodes.add('Mul', [values.name, factor])
  return [{ ...values, name: nodes.add('Add', [product, addend.name], {}, soleOutput(context)) }]
}

/** Source: src/caffe/layers/slice_layer.cpp: cut at the points stated, or into equal parts. */
export const slice: Translate = (context) => {
  const { layer, outputs, nodes } = context
  const { name, dims } = soleInput(context)
  const message = parameters(context, 'slice_param', ['axis', 'slice_point', 'slice_dim'])
  const axis = imageAxis(context, message.integer('axis') ?? message.integer('slice_dim') ?? 1, dims)
  const whole = dims[axis] ?? 0
  const stated = message.integers('slice_point')
  const points = stated.length > 0 ? stated : outputs.slice(1).map((_, i) => ((i + 1) * whole) / outputs.length)
  const sizes = [...points, whole].map((end, i) => end - (points[i - 1] ?? 0))
  if (sizes.length !== outputs.length || sizes.some((size) => size < 1 || !Number.isInteger(size)))
    throw layerError(
      layer,
      `cannot cut ${whole} into ${outputs.length} parts (slice_point: ${stated.join(', ') || 'none'}).`,
    )
  nodes.addMany('Split', [name, nodes.int64s(...sizes)], { axis: axis + 1 }, outputs)
  return outputs.map((output, i) => ({ name: output, dims: dims.with(axis, sizes[i] ?? 0) }))
}

function list({ inputs }: LayerContext): string {
  return inputs.map(({ dims }) => `[${dims.join(', ')}]`).join(' and ')
}
