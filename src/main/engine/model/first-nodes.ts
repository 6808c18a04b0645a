import { GraphWalk, operatorOf } from './graph-walk.ts'
import { isProduct } from './macs.ts'
import { detailsOf, intsOf } from './onnx/attributes.ts'
import type { Graph, Node, Tensor } from './onnx/read.ts'
import { unlessMalformed } from './wire.ts'

/** One of the nodes that images go through before the first layer, which is the last of them. */
export interface FirstNode {
  node: Node
  /** Which axis of the graph's input lies at each axis of what the node gets. */
  axes: readonly number[]
  /** The images among its inputs. */
  image: string
}

/** They take the images on, as a whole; what each does with them is for whoever asks. */
const GOES_ON = new Set([
  ...['Identity', 'Cast', 'Dropout', 'Transpose', 'Gather', 'Pad', 'Clip', 'Resize', 'Upsample', 'Slice'],
  ...['Sub', 'Add', 'Mul', 'Div', 'BatchNormalization', 'QuantizeLinear', 'DequantizeLinear'],
])

/** Longer chains than this normalise nothing any more; a malformed graph may run in circles. */
const MOST_NODES = 32

/** The nodes from the images to the first layer, that included, as long as there is one way only. */
export function firstNodes(graph: Graph, input: string): FirstNode[] {
  const walk = new GraphWalk(graph, input)
  const users = new Map<string, Node[]>()
  for (const node of graph.nodes)
    for (const name of new Set(node.inputs)) {
      const known = users.get(name)
      if (known) known.push(node)
      else users.set(name, [node])
    }
  const found: FirstNode[] = []
  let [image, axes] = [input, [0, 1, 2, 3]]
  while (found.length < MOST_NODES) {
    // What only asks for their size does nothing with them.
    const [node, ...others] = (users.get(image) ?? []).filter(({ opType }) => opType !== 'Shape' && opType !== 'Size')
    if (!node || others.some(({ opType }) => opType !== node.opType)) break
    found.push({ node, axes, image })
    if (others.length > 0 || !GOES_ON.has(operatorOf(node)) || walk.data(node).length > 1) break
    if (node.opType === 'Transpose') {
      const before = axes
      axes = permutation(node).map((at) => before[at] ?? -1)
    }
    image = node.outputs[0] ?? ''
  }
  return found
}

/** The axis of the input at which the graph takes the channels to lie; null where its first nodes do not tell. */
export function channelAxis(graph: Graph, input: string): number | null {
  for (const { node, axes, image } of firstNodes(graph, input)) {
    const at = channelsOf(node, image, graph)
    if (at !== null) return axes[at] ?? null
  }
  return null
}

/** Operators that take channels to lie at axis 1, beside those that multiply and add. */
const CHANNELS_FIRST = new Set([
  ...['BatchNormalization', 'InstanceNormalization', 'LRN', 'SpaceToDepth', 'MaxPool', 'AveragePool'],
  ...['GlobalAveragePool', 'GlobalMaxPool'],
])

/** At which axis of its input a node takes the channels to lie. */
function channelsOf(node: Node, image: string, graph: Graph): number | null {
  const operator = operatorOf(node)
  if (/Conv/.test(operator) && isProduct(node)) return 1
  if (CHANNELS_FIRST.has(operator)) return 1
  if (!/^(?:Sub|Add|Mul|Div)$/.test(operator)) return null
  const other = node.inputs.find((name) => name !== image)
  const dims = other === undefined ? undefined : constantOf(graph, other)?.dims
  return dims ? channelsAmong(dims) : null
}

/** At which of four axes numbers of this shape are one for each channel; null where they are not. */
export function channelsAmong(dims: readonly number[]): number | null {
  const at = dims.findIndex((dim) => dim !== 1)
  const isOnly = dims.every((dim, i) => i === at || dim === 1)
  return dims[at] === 3 && isOnly && dims.length <= 4 ? 4 - dims.length + at : null
}

/** A tensor that is the same for all images, where the graph states it as it is. */
export function constantOf({ initializers, nodes }: Graph, name: string): Tensor | undefined {
  return initializers.get(name) ?? nodes.find(({ outputs }) => outputs[0] === name)?.constant
}

/** A Transpose's axes; in reverse where it states none. */
function permutation(node: Node): number[] {
  const perm = unlessMalformed(() => intsOf(detailsOf(node), 'perm')) ?? []
  return perm.length === 4 ? perm : [3, 2, 1, 0]
}
