import { bytes, type Field, type FieldBudget, fieldsOf, text } from '../wire.ts'
import { AttributeField, GraphField, NodeField } from './proto.ts'
import { readTensor, type Tensor } from './read-tensor.ts'
import { readValueInfo } from './read-value-info.ts'

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
  /** Whether it holds graphs of its own. */
  hasSubgraphs: boolean
  /** Every name that those graphs mention: what they use of this one is among them. */
  captured: string[]
  /** Tensors in its attributes, at any depth, whose numbers lie in another file. */
  external: Tensor[]
}

/** A NodeProto. @throws Error where it is none */
export function readNode(of: Field, budget: FieldBudget): Node {
  const node: Node = {
    raw: of.raw,
    opType: '',
    domain: '',
    inputs: [],
    outputs: [],
    constant: undefined,
    hasSubgraphs: false,
    captured: [],
    external: [],
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
    const tensor = readAttribute(attribute, node, { budget, depth: 0 })
    if (tensor && node.opType === 'Constant') node.constant = tensor
  }
  return node
}

/** Protobuf reads messages that lie 100 deep in each other; a graph inside a node inside a graph takes three. */
const DEEPEST = 33

interface Reading {
  budget: FieldBudget
  depth: number
}

/** Tells a node what an attribute holds of other graphs and files. @returns its tensor, where it is one */
function readAttribute(of: Field, around: Node, reading: Reading): Tensor | undefined {
  let single: Tensor | undefined
  for (const field of fieldsOf(bytes(of), reading.budget)) {
    if (field.number === AttributeField.tensor || field.number === AttributeField.tensors) {
      const tensor = readTensor(field, reading.budget)
      if (tensor.external) around.external.push(tensor)
      if (field.number === AttributeField.tensor) single = tensor
    } else if (field.number === AttributeField.graph || field.number === AttributeField.graphs) {
      around.hasSubgraphs = true
      readSubgraph(field, around, { ...reading, depth: reading.depth + 1 })
    }
  }
  return single
}

function readSubgraph(of: Field, around: Node, reading: Reading): void {
  const { budget, depth } = reading
  if (depth > DEEPEST) throw new Error('its graphs lie deeper in each other than a file can hold')
  for (const field of fieldsOf(bytes(of), budget)) {
    if (field.number === GraphField.node) readInnerNode(field, around, reading)
    else if (field.number === GraphField.output) around.captured.push(readValueInfo(field, budget).name)
    else if (field.number === GraphField.initializer) {
      const tensor = readTensor(field, budget)
      if (tensor.external) around.external.push(tensor)
    }
  }
}

function readInnerNode(of: Field, around: Node, reading: Reading): void {
  for (const field of fieldsOf(bytes(of), reading.budget)) {
    if (field.number === NodeField.input) around.captured.push(text(field))
    if (field.number === NodeField.attribute) readAttribute(field, around, reading)
  }
}

/** A domain of operators: ONNX's own is '', however the file spells it. */
export function normalDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain
}
