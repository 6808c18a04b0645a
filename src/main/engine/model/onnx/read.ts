import {
  AttributeField,
  DimField,
  EntryField,
  EXTERNAL,
  GraphField,
  ModelField,
  NodeField,
  OpsetField,
  ShapeField,
  TensorField,
  TensorTypeField,
  TypeField,
  ValueInfoField,
} from './proto.ts'
import { bytes, type Field, FieldBudget, fieldsOf, integer, integers, text } from '../wire.ts'

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

export interface Node {
  /** The whole field of the GraphProto. */
  raw: Uint8Array
  opType: string
  /** '' is ONNX's own domain, however the file spells it. */
  domain: string
  inputs: string[]
  outputs: string[]
  /** A Constant's value, where it is a tensor. */
  constant: Tensor | undefined
  /** Whether it holds graphs of its own, which may use any tensor of this one. */
  hasSubgraphs: boolean
}

/** The head of a TensorProto; its numbers stay where they are. */
export interface Tensor {
  /** The whole field of the message that holds it. */
  raw: Uint8Array
  /** Its fields but those that say where its numbers are. */
  head: Uint8Array[]
  name: string
  dataType: number
  dims: number[]
  elements: number
  /** Where the numbers lie outside the file: 'location', 'offset', 'length'. */
  external: Map<string, string> | undefined
}

/** What protobuf's 2 GiB can hold of the smallest type, four bits an element. */
const MAX_ELEMENTS = 2 ** 32

export interface ValueInfo {
  name: string
  /** undefined: not a tensor, or of no stated type. */
  elemType: number | undefined
  /** undefined: of no stated shape. A null dimension is dynamic. */
  dims: (number | null)[] | undefined
}

/**
 * Reads the structure of an ONNX file without its weights. Subgraphs and functions are not entered.
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

function normalDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain
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

function readNode(of: Field, budget: FieldBudget): Node {
  const node: Node = {
    raw: of.raw,
    opType: '',
    domain: '',
    inputs: [],
    outputs: [],
    constant: undefined,
    hasSubgraphs: false,
  }
  const attributes: Field[] = []
  for (const field of fieldsOf(bytes(of), budget)) {
    if (field.number === NodeField.input) node.inputs.push(text(field))
    if (field.number === NodeField.output) node.outputs.push(text(field))
    if (field.number === NodeField.opType) node.opType = text(field)
    if (field.number === NodeField.domain) node.domain = normalDomain(text(field))
    if (field.number === NodeField.attribute) attributes.push(field)
  }
  for (const attribute of attributes) {
    for (const field of fieldsOf(bytes(attribute), budget)) {
      if (field.number === AttributeField.graph || field.number === AttributeField.graphs) node.hasSubgraphs = true
      if (field.number === AttributeField.tensor && node.opType === 'Constant')
        node.constant = readTensor(field, budget)
    }
  }
  return node
}

/** A TensorProto as a field of whatever message holds it. @throws Error where it is none */
export function readTensor(of: Field, budget: FieldBudget): Tensor {
  const tensor: Tensor = { raw: of.raw, head: [], name: '', dataType: 0, dims: [], elements: 1, external: undefined }
  const entries = new Map<string, string>()
  for (const field of fieldsOf(bytes(of), budget)) {
    if (field.number === TensorField.externalData) entries.set(...readEntry(field, budget))
    else if (field.number === TensorField.dataLocation) {
      if (integer(field) === EXTERNAL) tensor.external = entries
    } else if (field.number !== TensorField.rawData) tensor.head.push(field.raw)
    if (field.number === TensorField.dims) for (const dim of integers(field, budget)) tensor.dims.push(dim)
    if (field.number === TensorField.dataType) tensor.dataType = integer(field)
    if (field.number === TensorField.name) tensor.name = text(field)
  }
  tensor.elements = tensor.dims.reduce((product, dim) => product * dim, 1)
  if (tensor.dims.some((dim) => dim < 0) || !(tensor.elements <= MAX_ELEMENTS))
    throw new Error(
      `its tensor ${JSON.stringify(tensor.name.slice(0, 80))} has the size [${tensor.dims.slice(0, 8).join(', ')}]`,
    )
  return tensor
}

function readEntry(of: Field, budget: FieldBudget): [string, string] {
  const entry: [string, string] = ['', '']
  for (const field of fieldsOf(bytes(of), budget)) {
    if (field.number === EntryField.key) entry[0] = text(field)
    if (field.number === EntryField.value) entry[1] = text(field)
  }
  return entry
}

function readValueInfo(of: Field, budget: FieldBudget): ValueInfo {
  const value: ValueInfo = { name: '', elemType: undefined, dims: undefined }
  for (const field of fieldsOf(bytes(of), budget)) {
    if (field.number === ValueInfoField.name) value.name = text(field)
    if (field.number !== ValueInfoField.type) continue
    for (const type of fieldsOf(bytes(field), budget)) {
      if (type.number !== TypeField.tensor) continue
      for (const part of fieldsOf(bytes(type), budget)) {
        if (part.number === TensorTypeField.elemType) value.elemType = integer(part)
        if (part.number === TensorTypeField.shape) value.dims = readShape(part, budget)
      }
    }
  }
  return value
}

function readShape(of: Field, budget: FieldBudget): (number | null)[] {
  const dims: (number | null)[] = []
  for (const field of fieldsOf(bytes(of), budget)) {
    if (field.number !== ShapeField.dim) continue
    let size: number | null = null
    for (const part of fieldsOf(bytes(field), budget)) if (part.number === DimField.value) size = integer(part)
    // Some exporters write 0 or -1 for a dynamic dimension.
    dims.push(size !== null && size > 0 ? size : null)
  }
  return dims
}
