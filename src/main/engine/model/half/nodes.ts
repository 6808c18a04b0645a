import { Buffer } from 'node:buffer'
import { AttributeField, DataType, dataTypeName, GraphField, NodeField } from '../onnx/proto.ts'
import type { Node } from '../onnx/read.ts'
import { readTensor } from '../onnx/read-tensor.ts'
import { type Attribute, encodeNode, encodeTensor, wrapField } from '../onnx/write.ts'
import { bytes, FieldBudget, fieldsOf, integer, text } from '../wire.ts'
import { type NodeDetails, valueOf } from '../onnx/attributes.ts'
import { floatsIn, floatsOf } from './floats.ts'
import type { Refuse } from './refuse.ts'

/** A node, and the ONNX type of what it computes. */
interface Typed {
  node: Node
  type: number
}

type Round = (values: Float32Array) => Uint16Array<ArrayBuffer>

/** A Constant in float16. @param round null where it is to stay as it is */
export function constantNode(node: Node, details: NodeDetails, round: Round | null, refuse: Refuse): Typed {
  const { constant } = node
  const one = valueOf(details, 'value_float', AttributeField.float)
  const many = details.attributes.get('value_floats')?.filter(({ number }) => number === AttributeField.floats)
  const whole = details.attributes.has('value_int') || details.attributes.has('value_ints')
  if (whole) return { node, type: DataType.int64 }
  if (constant && constant.dataType !== DataType.float32) return { node, type: constant.dataType }
  if (!constant && !one && !many) return refuse('holds a value of another kind than a tensor')
  if (!round) return { node, type: DataType.float32 }
  const values = constant ? floatsOf(constant, refuse) : floatsIn(one ? [one] : (many ?? []))
  const value = half(constant?.dims ?? (one ? [] : [values.length]), round(values))
  return { node: withAttribute(node, details, 'value', value), type: DataType.float16 }
}

/** A ConstantOfShape in float16; where it states nothing, it fills with zeros in float32. */
export function filledNode(node: Node, details: NodeDetails, round: Round, refuse: Refuse): Typed {
  const field = valueOf(details, 'value', AttributeField.tensor)
  const tensor = field && readTensor(field, new FieldBudget())
  if (tensor && tensor.dataType !== DataType.float32) return { node, type: tensor.dataType }
  if (tensor && tensor.elements !== 1) return refuse(`fills with ${tensor.elements} numbers`)
  const value = half([1], round(tensor ? floatsOf(tensor, refuse) : Float32Array.of(0)))
  return { node: withAttribute(node, details, 'value', value), type: DataType.float16 }
}

/** Types of which float16 holds every number. */
const HELD: ReadonlySet<number> = new Set([DataType.float16, DataType.bool, DataType.uint8, DataType.int8])

/** A Cast to float32 becomes one to float16, unless it would round whole numbers. */
export function castNode(node: Node, details: NodeDetails, from: number, refuse: Refuse): Typed {
  const field = valueOf(details, 'to', AttributeField.int)
  const type = field ? integer(field) : DataType.float32
  if (type !== DataType.float32) return { node, type }
  if (!HELD.has(from)) return refuse(`turns ${dataTypeName(from)} into float32, which float16 need not hold`)
  return { node: withAttribute(node, details, 'to', DataType.float16), type: DataType.float16 }
}

/**
 * A node that goes on computing in float32, between casts of whatever is float16 around it.
 * @param prefix of new names, which no other node's have
 */
export function inFloat32(node: Node, isHalf: (name: string) => boolean, prefix: string): Node[] {
  const cast = (from: string, to: string, type: number) => makeNode('Cast', [from], [to], { to: type })
  const inputs = new Map(node.inputs.filter(isHalf).map((name, i) => [name, `${prefix}_in_${i}`]))
  const outputs = new Map(node.outputs.filter(isHalf).map((name, i) => [name, `${prefix}_out_${i}`]))
  return [
    ...[...inputs].map(([name, wide]) => cast(name, wide, DataType.float32)),
    withNames(node, inputs, outputs),
    ...[...outputs].map(([name, wide]) => cast(wide, name, DataType.float16)),
  ]
}

function withNames(node: Node, inputs: ReadonlyMap<string, string>, outputs: ReadonlyMap<string, string>): Node {
  const budget = new FieldBudget()
  const content: Uint8Array[] = []
  const rename = (number: number, name: string) => wrapField(number, [new TextEncoder().encode(name)])
  for (const whole of fieldsOf(node.raw, budget))
    for (const field of fieldsOf(bytes(whole), budget)) {
      const names = field.number === NodeField.input ? inputs : field.number === NodeField.output ? outputs : undefined
      const name = names?.get(text(field))
      content.push(...(name === undefined ? [field.raw] : rename(field.number, name)))
    }
  return {
    ...node,
    raw: Buffer.concat(wrapField(GraphField.node, content)),
    inputs: node.inputs.map((name) => inputs.get(name) ?? name),
    outputs: node.outputs.map((name) => outputs.get(name) ?? name),
  }
}

/** The same node with this attribute and no other. */
export function withAttribute(
  { opType, inputs, outputs }: Node,
  { name }: NodeDetails,
  key: string,
  value: Attribute,
): Node {
  return makeNode(opType, inputs, outputs, { [key]: value }, name)
}

function makeNode(
  opType: string,
  inputs: string[],
  outputs: string[],
  attributes: Record<string, Attribute>,
  name = outputs[0] ?? '',
): Node {
  const raw = Buffer.concat(wrapField(GraphField.node, [encodeNode({ opType, name, inputs, outputs, attributes })]))
  return {
    raw,
    opType,
    domain: '',
    inputs,
    outputs,
    constant: undefined,
    hasSubgraphs: false,
    captured: [],
    external: [],
  }
}

const half = (dims: readonly number[], data: Uint16Array<ArrayBuffer>) =>
  encodeTensor({ dataType: 'float16', dims, data })
