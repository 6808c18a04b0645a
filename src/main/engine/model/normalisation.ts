import type { OwnNormalisation } from '../../../shared/model.ts'
import type { Layout } from '../../../shared/recipe.ts'
import { placeOf, type ExternalData } from './external-data.ts'
import { channelsAmong, constantOf, firstNodes, type FirstNode } from './first-nodes.ts'
import { operatorOf } from './graph-walk.ts'
import { detailsOf, valueOf } from './onnx/attributes.ts'
import { AttributeField } from './onnx/proto.ts'
import { numbersOf } from './onnx/numbers.ts'
import type { Graph } from './onnx/read.ts'
import { axes as layouts } from './ports.ts'
import { integer, unlessMalformed } from './wire.ts'

/** ONNX's epsilon of a BatchNormalization that states none. */
const EPSILON = 1e-5

/** Operators that leave numbers as they are, put other pixels in their place, or keep them between bounds. */
const LEAVES = new Set(['Identity', 'Cast', 'Dropout', 'Transpose', 'Resize', 'Upsample', 'Pad', 'Clip'])

interface Reading {
  graph: Graph
  external: ExternalData
  /** Of the input that holds the channels. */
  axis: number
}

/** What each channel has become: `factor · x + offset` of the input's channel `channel`. */
interface Channel {
  channel: number
  factor: number
  offset: number
}

/**
 * What a graph does to its images with constants, from its input on: subtracts, scales, normalises. Up to the first node
 * that does anything else.
 * @returns for each channel of the input, in its order; null where it does nothing of the kind
 */
export function ownNormalisation(
  graph: Graph,
  external: ExternalData,
  { input, layout }: { input: string; layout: Layout },
): OwnNormalisation | null {
  const reading: Reading = { graph, external, axis: layouts[layout].channels }
  let channels: Channel[] = [0, 1, 2].map((channel) => ({ channel, factor: 1, offset: 0 }))
  const by: string[] = []
  for (const first of firstNodes(graph, input)) {
    if (LEAVES.has(operatorOf(first.node))) continue
    const after = applied(first, channels, reading)
    if (!after?.every(({ factor, offset }) => Number.isFinite(factor * offset) && factor !== 0)) break
    channels = after
    if (first.node.opType !== 'Gather') by.push(first.node.opType)
  }
  const [a, b, c] = channels.toSorted((x, y) => x.channel - y.channel)
  if (by.length === 0 || !a || !b || !c) return null
  return {
    by,
    factors: [a.factor, b.factor, c.factor],
    offsets: [a.offset, b.offset, c.offset],
  }
}

/** The channels behind a node; null where it does something else than arithmetic with constants. */
function applied(first: FirstNode, channels: Channel[], reading: Reading): Channel[] | null {
  const { node, image } = first
  const [left = '', right = ''] = node.inputs
  const isLeft = left === image
  const numbers = () => perChannel(isLeft ? right : left, first, reading)
  const affine = (make: (at: number) => readonly [factor: number, offset: number]) =>
    channels.map(({ channel, factor, offset }, i) => {
      const [scale, shift] = make(i)
      return { channel, factor: factor * scale, offset: offset * scale + shift }
    })
  const operator = operatorOf(node)
  switch (operator) {
    case 'Add':
      return map(numbers(), (values) => affine((i) => [1, values[i] ?? NaN]))
    case 'Sub':
      return map(numbers(), (values) => affine((i) => (isLeft ? [1, -(values[i] ?? NaN)] : [-1, values[i] ?? NaN])))
    case 'Mul':
      return map(numbers(), (values) => affine((i) => [values[i] ?? NaN, 0]))
    case 'Div':
      return isLeft ? map(numbers(), (values) => affine((i) => [1 / (values[i] ?? NaN), 0])) : null
    case 'QuantizeLinear':
    case 'DequantizeLinear':
      return quantised(first, affine, reading)
    case 'BatchNormalization':
      return normalised(first, affine, reading)
    case 'Gather':
      return reordered(first, channels, reading)
    default:
      return null
  }
}

/** Channels in another order, as a Gather of [2, 1, 0] makes BGR of RGB. */
function reordered({ node, axes }: FirstNode, channels: Channel[], reading: Reading): Channel[] | null {
  const field = unlessMalformed(() => valueOf(detailsOf(node), 'axis', AttributeField.int))
  const axis = field ? (unlessMalformed(() => integer(field)) ?? NaN) : 0
  const order = constantNumbers(node.inputs[1] ?? '', reading)
  if (order?.length !== 3 || axes[axis < 0 ? axis + 4 : axis] !== reading.axis) return null
  const picked = order.map((at) => channels[at < 0 ? at + 3 : at]).filter((each) => each !== undefined)
  return new Set(picked).size === 3 ? picked : null
}

type Affine = (make: (at: number) => readonly [factor: number, offset: number]) => Channel[]

/** To (x / scale + zero) or back, but for the rounding: a pair of both leaves numbers as they are. */
function quantised({ node }: FirstNode, affine: Affine, reading: Reading): Channel[] | null {
  const [, scales = '', zeros = ''] = node.inputs
  const [scale, ...others] = constantNumbers(scales, reading) ?? []
  const [zero] = zeros === '' ? [0] : (constantNumbers(zeros, reading) ?? [])
  if (scale === undefined || zero === undefined || others.length > 0) return null
  return affine(() => (node.opType === 'QuantizeLinear' ? [1 / scale, zero] : [scale, -zero * scale]))
}

function normalised({ node, axes }: FirstNode, affine: Affine, reading: Reading): Channel[] | null {
  if (axes[1] !== reading.axis) return null
  const stated = unlessMalformed(() => valueOf(detailsOf(node), 'epsilon', AttributeField.float)?.payload)
  const epsilon = stated ? new DataView(stated.buffer, stated.byteOffset, 4).getFloat32(0, true) : EPSILON
  const [scale, shift, mean, variance] = node.inputs.slice(1).map((name) => constantNumbers(name, reading))
  if (!scale || !shift || !mean || !variance || scale.length !== 3) return null
  return affine((i) => {
    const factor = (scale[i] ?? NaN) / Math.sqrt((variance[i] ?? NaN) + epsilon)
    return [factor, (shift[i] ?? NaN) - factor * (mean[i] ?? NaN)]
  })
}

/** A constant operand as one number for each channel; null where it is none. */
function perChannel(name: string, { axes }: FirstNode, reading: Reading): number[] | null {
  const dims = constantOf(reading.graph, name)?.dims
  const numbers = constantNumbers(name, reading, LARGEST_IMAGE)
  if (numbers && dims && numbers.length > 3) return channelMeans(numbers, dims, axes.indexOf(reading.axis))
  if (numbers?.length === 1) return Array<number>(3).fill(numbers[0] ?? NaN)
  if (numbers?.length !== 3) return null
  const at = dims && channelsAmong(dims)
  // Behind an Unsqueeze or a Reshape, of three numbers each can only be of a channel.
  return dims === undefined || (at != null && axes[at] === reading.axis) ? numbers : null
}

/** Numbers of a mean image of the largest side that is in use. */
const LARGEST_IMAGE = 3 * 1024 ** 2

/** The mean of each channel of a constant image. @param at which of four axes holds the channels */
function channelMeans(numbers: number[], dims: readonly number[], at: number): number[] | null {
  const whole = [...Array<number>(Math.max(0, 4 - dims.length)).fill(1), ...dims]
  if (whole.length !== 4 || whole[0] !== 1 || whole[at] !== 3) return null
  const behind = whole.slice(at + 1).reduce((product, dim) => product * dim, 1)
  const sums = [0, 0, 0]
  for (const [i, number] of numbers.entries()) {
    const channel = Math.floor(i / behind) % 3
    sums[channel] = (sums[channel] ?? 0) + number
  }
  return sums.map((sum) => (3 * sum) / numbers.length)
}

/** Operators that constants of a graph go through on their way, keeping their numbers and their order. */
const KEEPS = new Set(['Identity', 'Cast', 'Unsqueeze', 'Squeeze', 'Reshape', 'Flatten'])
const MOST_KEPT = 8

/** The numbers of a constant tensor; null where it is none, or has more than `most`. */
function constantNumbers(name: string, { graph, external }: Reading, most = 3): number[] | null {
  let at = name
  for (let steps = 0; steps < MOST_KEPT; steps++) {
    const tensor = constantOf(graph, at)
    if (tensor) return numbersOf(tensor, most, external.tensors.get(at) ?? external.within.get(placeOf(tensor)))
    const node = graph.nodes.find(({ outputs }) => outputs[0] === at)
    if (!node || !KEEPS.has(operatorOf(node))) return null
    at = node.inputs[0] ?? ''
  }
  return null
}

const map = <T, U>(value: T | null, make: (value: T) => U): U | null => (value === null ? null : make(value))
