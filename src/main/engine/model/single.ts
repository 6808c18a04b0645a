import { AcuityError } from '../../../shared/errors.ts'
import type { LoadedModel } from './classifier.ts'
import { placeOf } from './external-data.ts'
import { storedFloats } from './half/floats.ts'
import { withAttribute } from './half/nodes.ts'
import { isProduct } from './macs.ts'
import { detailsOf, valueOf } from './onnx/attributes.ts'
import { AttributeField, DataType } from './onnx/proto.ts'
import type { Graph, Node, Tensor } from './onnx/read.ts'
import { readTensor } from './onnx/read-tensor.ts'
import { encodeTensor, encodeTensorFields } from './onnx/write.ts'
import { FieldBudget, integer, unlessMalformed } from './wire.ts'

/** The types in which ONNX Runtime convolves nothing on a CPU: bytes of a number, and how they become float32. */
const others = {
  float64: { type: DataType.float64, size: 8, convert: ofDoubles },
  bfloat16: { type: DataType.bfloat16, size: 2, convert: ofBfloats },
}
export type OtherType = keyof typeof others

/** Operators that give another type than that of what they get, beside Cast. */
const OTHER_TYPE = new Set([
  ...['Shape', 'Size', 'ArgMax', 'ArgMin', 'NonZero', 'IsNaN', 'IsInf', 'QuantizeLinear', 'DynamicQuantizeLinear'],
  ...['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'],
])

/** The type that a network multiplies and adds in, where that is none of ONNX Runtime's; else null. */
export function otherType(model: LoadedModel): OtherType | null {
  return isIn('float64', model) ? 'float64' : isIn('bfloat16', model) ? 'bfloat16' : null
}

function isIn(other: OtherType, { onnx: { graph }, description: { inputName, elemType } }: LoadedModel): boolean {
  const { type } = others[other]
  const found = new Set([...graph.initializers.values()].filter(isOf(type)).map(({ name }) => name))
  if (elemType === other) found.add(inputName)
  for (const node of graph.nodes) {
    const takes = node.inputs.some((name) => found.has(name))
    if (takes && isProduct(node)) return true
    if (givesType(type, node, takes)) for (const output of node.outputs) found.add(output)
  }
  return false
}

/** @param takes whether numbers of the type are among the node's inputs */
function givesType(type: number, node: Node, takes: boolean): boolean {
  if (node.opType === 'Cast') return castsTo(node) === type
  const value = statedValue(node)
  return value ? isOf(type)(value) : takes && !OTHER_TYPE.has(node.opType)
}

/**
 * A network in float64 or bfloat16 as one that computes in float32, each of its numbers rounded to the nearest; any other
 * as it is.
 * @throws AcuityError `model-invalid` where graphs lie inside its nodes, or numbers are missing
 */
export function toSingle(model: LoadedModel): LoadedModel {
  const other = otherType(model)
  if (other === null) return model
  const { file, description, onnx, external } = model
  const { type, size, convert } = others[other]
  const rounded = (tensor: Tensor, outside?: Uint8Array): Float32Array<ArrayBuffer> => {
    const content = outside ?? storedFloats(tensor)
    if (content.byteLength !== tensor.elements * size)
      throw new AcuityError(
        'model-invalid',
        `${file}: the tensor ${JSON.stringify(tensor.name.slice(0, 80))} holds ${content.byteLength} bytes, where its shape ` +
          `says ${tensor.elements} numbers in ${other}. Download or export it again.`,
      )
    // A view needs a multiple of the size to begin at, which nothing in a file is bound to be.
    return convert(content.byteOffset % size === 0 ? content : new Uint8Array(content))
  }
  const tensors = new Map(external.tensors)
  const initializer = (tensor: Tensor): Tensor => {
    if (!isOf(type)(tensor)) return tensor
    const { name, dims } = tensor
    tensors.set(name, new Uint8Array(rounded(tensor, external.tensors.get(name)).buffer))
    return { ...tensor, dataType: DataType.float32, head: [encodeTensorFields({ name, dataType: 'float32', dims })] }
  }
  const constant = (tensor: Tensor) => {
    const data = rounded(tensor, external.within.get(placeOf(tensor)))
    return encodeTensor({ dataType: 'float32', dims: tensor.dims, data })
  }
  const graph: Graph = {
    ...onnx.graph,
    initializers: new Map([...onnx.graph.initializers].map(([name, tensor]) => [name, initializer(tensor)])),
    nodes: onnx.graph.nodes.map((node) => inSingle(node, { constant, other, file })),
  }
  return {
    ...model,
    description: { ...description, elemType: description.elemType === other ? 'float32' : description.elemType },
    onnx: { ...onnx, graph },
    external: { ...external, tensors },
    take: (head) => toSingle(model.take(head)),
  }
}

interface Converting {
  /** A constant in float32, encoded. */
  constant: (tensor: Tensor) => Uint8Array
  other: OtherType
  /** For messages. */
  file: string
}

function inSingle(node: Node, { constant, other, file }: Converting): Node {
  const { type } = others[other]
  if (node.hasSubgraphs)
    throw new AcuityError(
      'model-invalid',
      `${file} computes in ${other}, in which ONNX Runtime has no convolutions, and holds graphs inside a node ` +
        `(${node.opType}), so that it is not converted. Export it in float32 (torch's model.float()).`,
    )
  if (node.opType === 'Cast' && castsTo(node) === type)
    return withAttribute(node, detailsOf(node), 'to', DataType.float32)
  const value = statedValue(node)
  return value && isOf(type)(value) ? withAttribute(node, detailsOf(node), 'value', constant(value)) : node
}

const isOf = (type: number) => (tensor: Tensor) => tensor.dataType === type

/** The type that a Cast makes of what it gets. */
function castsTo(node: Node): number | null | undefined {
  const field = unlessMalformed(() => valueOf(detailsOf(node), 'to', AttributeField.int))
  return field && unlessMalformed(() => integer(field))
}

/** What a Constant holds, or a ConstantOfShape fills with, where it is a tensor. */
function statedValue(node: Node): Tensor | null | undefined {
  if (node.opType !== 'ConstantOfShape') return node.constant
  const field = unlessMalformed(() => valueOf(detailsOf(node), 'value', AttributeField.tensor))
  return field && unlessMalformed(() => readTensor(field, new FieldBudget()))
}

/** The highest number that is a float32. */
const HIGHEST = (2 - 2 ** -23) * 2 ** 127

/** The nearest float32 of each; what is beyond the highest is the highest, as masks are -1e308 and no infinity. */
function ofDoubles({ buffer, byteOffset, byteLength }: Uint8Array): Float32Array<ArrayBuffer> {
  const values = new Float64Array(buffer, byteOffset, byteLength / 8)
  const single = new Float32Array(values)
  for (const [i, value] of single.entries())
    if (Math.abs(value) === Infinity && Number.isFinite(values[i])) single[i] = Math.sign(value) * HIGHEST
  return single
}

/** A bfloat16 is the upper half of a float32. */
function ofBfloats({ buffer, byteOffset, byteLength }: Uint8Array): Float32Array<ArrayBuffer> {
  const bits = Uint32Array.from(new Uint16Array(buffer, byteOffset, byteLength / 2), (upper) => upper << 16)
  return new Float32Array(bits.buffer)
}
