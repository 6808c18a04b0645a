import { Buffer } from 'node:buffer'
import { WireType } from '@bufbuild/protobuf/wire'
import { TensorField } from '../onnx/proto.ts'
import type { Tensor } from '../onnx/read.ts'
import { bytes, type Field, FieldBudget, fieldsOf } from '../wire.ts'
import type { Refuse } from './refuse.ts'

/**
 * The numbers of a float32 tensor, in whichever of ONNX's ways they are kept.
 * @param external where they lie outside the file
 * @param refuse called where they are not as many as the tensor's shape says
 */
export function floatsOf(tensor: Tensor, refuse: Refuse, external?: Uint8Array): Float32Array {
  const content = external ?? storedFloats(tensor)
  if (content.byteLength !== tensor.elements * 4)
    return refuse(`holds ${content.byteLength} bytes, where its shape says ${tensor.elements} numbers`)
  // A view needs a multiple of four to begin at, which nothing in a file is bound to be.
  const aligned = content.byteOffset % 4 === 0 ? content : new Uint8Array(content)
  return new Float32Array(aligned.buffer, aligned.byteOffset, tensor.elements)
}

/** The bytes of a tensor's floating-point numbers, in whichever field of the file they are kept. */
export function storedFloats({ raw }: Tensor): Uint8Array {
  const budget = new FieldBudget()
  const numbers: Uint8Array[] = []
  for (const tensor of fieldsOf(raw, budget))
    for (const field of fieldsOf(bytes(tensor), budget)) {
      if (field.number === TensorField.rawData) return bytes(field)
      if (field.number === TensorField.floatData || field.number === TensorField.doubleData) numbers.push(packed(field))
    }
  return numbers.length === 1 && numbers[0] ? numbers[0] : Buffer.concat(numbers)
}

/** A repeated number, alone or many of them packed: the bytes are the same. */
function packed(field: Field): Uint8Array {
  return field.wireType === WireType.LengthDelimited ? bytes(field) : field.payload
}

/** Numbers kept one by one in a field of an attribute, packed or not. */
export function floatsIn(fields: readonly Field[]): Float32Array {
  const content = Uint8Array.from(Buffer.concat(fields.map(packed)))
  return new Float32Array(content.buffer)
}
