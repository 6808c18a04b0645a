// Field numbers and enum values of ONNX's protobuf schema, as far as they are read or written here.
// Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto

export const ModelField = {
  irVersion: 1,
  producerName: 2,
  producerVersion: 3,
  graph: 7,
  opsetImport: 8,
} as const

export const OpsetField = { domain: 1, version: 2 } as const

export const GraphField = { node: 1, name: 2, initializer: 5, input: 11, output: 12, valueInfo: 13 } as const

export const NodeField = { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 } as const

export const AttributeField = {
  name: 1,
  float: 2,
  int: 3,
  string: 4,
  tensor: 5,
  graph: 6,
  floats: 7,
  ints: 8,
  tensors: 10,
  graphs: 11,
  type: 20,
} as const

export const AttributeType = { float: 1, int: 2, string: 3, tensor: 4, graph: 5, ints: 7 } as const

export const TensorField = {
  dims: 1,
  dataType: 2,
  floatData: 4,
  int32Data: 5,
  int64Data: 7,
  name: 8,
  rawData: 9,
  doubleData: 10,
  externalData: 13,
  dataLocation: 14,
} as const

/** TensorProto.DataLocation */
export const EXTERNAL = 1

export const EntryField = { key: 1, value: 2 } as const

export const ValueInfoField = { name: 1, type: 2 } as const

export const TypeField = { tensor: 1 } as const

export const TensorTypeField = { elemType: 1, shape: 2 } as const

export const ShapeField = { dim: 1 } as const

export const DimField = { value: 1, param: 2 } as const

/** TensorProto.DataType: the number of each type, by its name. */
export const DataType = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  complex64: 14,
  complex128: 15,
  bfloat16: 16,
  float8e4m3fn: 17,
  float8e4m3fnuz: 18,
  float8e5m2: 19,
  float8e5m2fnuz: 20,
  uint4: 21,
  int4: 22,
  float4e2m1: 23,
} as const

/** The name of a TensorProto.DataType. */
export function dataTypeName(type: number): string {
  return Object.entries(DataType).find(([, number]) => number === type)?.[0] ?? `type ${type}`
}
