import { Buffer } from 'node:buffer'
import type { LoadedModel } from '../classifier.ts'
import { AttributeField, GraphField, NodeField } from '../onnx/proto.ts'
import { readNode } from '../onnx/read-node.ts'
import type { Graph, Node } from '../onnx/read.ts'
import {
  type Attribute,
  encodeAttribute,
  encodeNode,
  encodeTensor,
  type Chunks,
  type NodeParts,
  wrapField,
} from '../onnx/write.ts'
import { bytes, FieldBudget, fieldsOf, text } from '../wire.ts'
import { prune } from '../prune.ts'
import type { Change } from './judge.ts'
import type { Regrouped } from './regroup.ts'

/**
 * A model whose images may be of any height and width: its input's are open, and its nodes changed. Its description stays
 * that of its file.
 */
export function freed(model: LoadedModel, axes: readonly number[], changes: ReadonlyMap<Node, Change>): LoadedModel {
  const { graph } = model.onnx
  const open = (graph: Graph): Graph['inputs'] =>
    graph.inputs.map((each) =>
      each.name === model.description.inputName
        ? { ...each, dims: each.dims?.map((dim, i) => (axes.includes(i) ? null : dim)) }
        : each,
    )
  const prefix = `acuity_${model.description.sha256.slice(0, 16)}_size`
  const nodes = graph.nodes.flatMap((node, i) => {
    const change = changes.get(node)
    if (!change) return [node]
    return change.to === 'shape' ? reshaped(node, change, `${prefix}_${i}`) : [changed(node, change)]
  })
  // A Pad that its layer has taken over leads to nothing any more.
  const whole = prune({ ...graph, inputs: open(graph), nodes }, model.description.outputName)
  return { ...model, onnx: { ...model.onnx, graph: whole } }
}

function nodeOf(parts: NodeParts): Node {
  const budget = new FieldBudget()
  const [field] = fieldsOf(Buffer.concat(wrapField(GraphField.node, [encodeNode(parts)])), budget)
  if (!field) throw new Error('a node is one field')
  return readNode(field, budget)
}

/** A Reshape that takes some of its numbers from the map that it gets, and those before it. @param prefix of new names */
function reshaped(node: Node, { axes, meant }: Regrouped, prefix: string): Node[] {
  const [data = '', stated = ''] = node.inputs
  const nodes: Node[] = []
  const add = (opType: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}): string => {
    const name = `${prefix}_${nodes.length}`
    nodes.push(nodeOf({ opType, name, inputs, outputs: [name], attributes }))
    return name
  }
  const vector = (values: readonly number[]) =>
    add('Constant', [], {
      value: encodeTensor({ dataType: 'int64', dims: [values.length], data: BigInt64Array.from(values, BigInt) }),
    })
  const shape = add('Shape', [data])
  const take = (from: string, at: number) => add('Gather', [from, vector([at])])
  const dims = axes.map((_, i) => {
    const [first, ...more] = (meant.get(i) ?? []).map((axis) => take(shape, axis))
    return first === undefined ? take(stated, i) : more.reduce((product, dim) => add('Mul', [product, dim]), first)
  })
  const target = add('Concat', dims, { axis: 0 })
  // A number of 0 stays what it means, as it stays where it is.
  const { outputs } = node
  return [...nodes, nodeOf({ opType: 'Reshape', name: outputs[0] ?? '', inputs: [data, target], outputs })]
}

function changed(node: Node, change: Exclude<Change, { to: 'shape' }>): Node {
  if (change.to === 'global') {
    const [inputs, outputs] = [node.inputs.slice(0, 1), node.outputs.slice(0, 1)]
    return nodeOf({ opType: change.opType, name: outputs[0] ?? '', inputs, outputs })
  }
  const inputs = [change.data, ...node.inputs.slice(1)]
  return { ...node, raw: Buffer.concat(wrapField(GraphField.node, padded(node, inputs))), inputs }
}

/** A node that pads by SAME, instead of by numbers. */
function padded(node: Node, inputs: readonly string[]): Chunks {
  const budget = new FieldBudget()
  const utf8 = new TextEncoder()
  const kept: Chunks = []
  for (const whole of fieldsOf(node.raw, budget))
    for (const field of fieldsOf(bytes(whole), budget)) {
      if (field.number === NodeField.input) continue
      if (field.number === NodeField.attribute) {
        const name = [...fieldsOf(bytes(field), budget)].find(({ number }) => number === AttributeField.name)
        if (name && ['pads', 'auto_pad'].includes(text(name))) continue
      }
      kept.push(field.raw)
    }
  return [
    ...inputs.flatMap((name) => wrapField(NodeField.input, [utf8.encode(name)])),
    ...kept,
    ...wrapField(NodeField.attribute, [encodeAttribute('auto_pad', { text: 'SAME_UPPER' })]),
  ]
}
