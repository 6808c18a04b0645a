import { bytes, type Field, type FieldBudget, fieldsOf, integer, integers, text } from '../wire.ts'
import { EntryField, EXTERNAL, TensorField } from './proto.ts'

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
