import { bytes, type Field, type FieldBudget, fieldsOf, integer, text } from '../wire.ts'
import { DimField, ShapeField, TensorTypeField, TypeField, ValueInfoField } from './proto.ts'

export interface ValueInfo {
  name: string
  /** undefined: not a tensor, or of no stated type. */
  elemType: number | undefined
  /** undefined: of no stated shape. A null dimension is dynamic. */
  dims: (number | null)[] | undefined
}

/** A ValueInfoProto. @throws Error where it is none */
export function readValueInfo(of: Field, budget: FieldBudget): ValueInfo {
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
