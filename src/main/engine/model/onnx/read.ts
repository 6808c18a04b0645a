import { bytes, type Field, FieldBudget, fieldsOf, integer, text } from '../wire.ts'
import { GraphField, ModelField, OpsetField } from './proto.ts'
import { type Node, normalDomain, readNode } from './read-node.ts'
import { readTensor, type Tensor } from './read-tensor.ts'
import { readValueInfo, type ValueInfo } from './read-value-info.ts'

export type { Node } from './read-node.ts'
export type { Tensor } from './read-tensor.ts'
export type { ValueInfo } from './read-value-info.ts'

/** A ModelProto. `rest` are its fields other than the graph. */
export interface OnnxModel {
  rest: Field[]
  irVersion: number
  producer: string
  /** Version of the default operator set, spelled '' or 'ai.onnx'; undefined where the model does not import it. */
  opset: number | undefined
  graph: Graph
}

/** A GraphProto. `rest` are its fields of other kinds. */
export interface Graph {
  nodes: Node[]
  initializers: Map<string, Tensor>
  inputs: ValueInfo[]
  outputs: ValueInfo[]
  rest: Field[]
}

/**
 * Reads the structure of an ONNX file without its weights. Of subgraphs only what ties them to what is around them is
 * read; functions are not entered.
 * @throws Error where the bytes are no ModelProto: says what is wrong, not in which file
 */
export function readModel(file: Uint8Array): OnnxModel {
  const budget = new FieldBudget()
  const rest: Field[] = []
  const producer = ['', '']
  let irVersion = 0
  let opset: number | undefined
  let graph: Graph | undefined
  for (const field of fieldsOf(file, budget)) {
    if (field.number === ModelField.graph) {
      if (graph) throw new Error('it has two graphs')
      graph = readGraph(field, budget)
      continue
    }
    rest.push(field)
    if (field.number === ModelField.irVersion) irVersion = integer(field)
    if (field.number === ModelField.producerName) producer[0] = text(field)
    if (field.number === ModelField.producerVersion) producer[1] = text(field)
    if (field.number === ModelField.opsetImport) opset = readDefaultOpset(field, budget) ?? opset
  }
  if (!graph) throw new Error('it holds no graph')
  return { rest, irVersion, producer: producer.join(' ').trim(), opset, graph }
}

function readDefaultOpset(of: Field, budget: FieldBudget): number | undefined {
  let domain = ''
  let version = 0
  for (const field of fieldsOf(bytes(of), budget)) {
    if (field.number === OpsetField.domain) domain = normalDomain(text(field))
    if (field.number === OpsetField.version) version = integer(field)
  }
  return domain === '' ? version : undefined
}

function readGraph(of: Field, budget: FieldBudget): Graph {
  const graph: Graph = { nodes: [], initializers: new Map(), inputs: [], outputs: [], rest: [] }
  for (const field of fieldsOf(bytes(of), budget)) {
    if (field.number === GraphField.node) graph.nodes.push(readNode(field, budget))
    else if (field.number === GraphField.input) graph.inputs.push(readValueInfo(field, budget))
    else if (field.number === GraphField.output) graph.outputs.push(readValueInfo(field, budget))
    else if (field.number === GraphField.initializer) {
      const tensor = readTensor(field, budget)
      graph.initializers.set(tensor.name, tensor)
    } else graph.rest.push(field)
  }
  return graph
}
