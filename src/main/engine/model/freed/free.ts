import { Buffer } from 'node:buffer'
import type { LoadedModel } from '../classifier.ts'
import { AttributeField, GraphField, NodeField } from '../onnx/proto.ts'
import type { Graph, Node } from '../onnx/read.ts'
import { encodeAttribute, encodeNode, type Chunks, wrapField } from '../onnx/write.ts'
import { bytes, FieldBudget, fieldsOf, text } from '../wire.ts'
import { prune } from '../prune.ts'
import type { Change } from './judge.ts'

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
  const nodes = graph.nodes.map((node) => {
    const change = changes.get(node)
    return change ? changed(node, change) : node
  })
  // A Pad that its layer has taken over leads to nothing any more.
  const whole = prune({ ...graph, inputs: open(graph), nodes }, model.description.outputName)
  return { ...model, onnx: { ...model.onnx, graph: whole } }
}

function changed(node: Node, change: Change): Node {
  if (change.to === 'global') {
    const { opType } = change
    const [inputs, outputs] = [node.inputs.slice(0, 1), node.outputs.slice(0, 1)]
    const raw = wrapField(GraphField.node, [encodeNode({ opType, name: outputs[0] ?? '', inputs, outputs })])
    return { ...node, raw: Buffer.concat(raw), opType, inputs, outputs }
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
