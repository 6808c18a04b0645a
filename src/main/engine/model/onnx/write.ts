import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import {
  AttributeField,
  AttributeType,
  DataType,
  DimField,
  EXTERNAL,
  NodeField,
  ShapeField,
  TensorField,
  TensorTypeField,
  TypeField,
  ValueInfoField,
} from './proto.ts'

/** Bytes to be written one after another: mostly views of a file that is held once. */
export type Chunks = Uint8Array[]

/** The length-delimited field `number` around `content`. */
export function wrapField(number: number, content: Chunks): Chunks {
  const size = content.reduce((sum, chunk) => sum + chunk.byteLength, 0)
  return [new BinaryWriter().tag(number, WireType.LengthDelimited).uint32(size).finish(), ...content]
}

/** The same bytes in as few chunks as possible: views that follow each other in one buffer become one. */
export function coalesce(chunks: Chunks): Chunks {
  const merged: Chunks = []
  for (const chunk of chunks) {
    const last = merged.at(-1)
    if (last?.buffer === chunk.buffer && last.byteOffset + last.byteLength === chunk.byteOffset) {
      merged[merged.length - 1] = new Uint8Array(last.buffer, last.byteOffset, last.byteLength + chunk.byteLength)
    } else {
      merged.push(chunk)
    }
  }
  return merged
}

/** An attribute's value: an INT, INTS, FLOAT, STRING, or (an encoded TensorProto) TENSOR. */
export type Attribute = number | readonly number[] | { float: number } | { text: string } | Uint8Array

export interface NodeParts {
  opType: string
  name: string
  inputs: readonly string[]
  outputs: readonly string[]
  attributes?: Readonly<Record<string, Attribute>>
  domain?: string
}

/** A NodeProto. */
export function encodeNode({ opType, name, inputs, outputs, attributes = {}, domain = '' }: NodeParts): Uint8Array {
  const writer = new BinaryWriter()
  for (const input of inputs) writer.tag(NodeField.input, WireType.LengthDelimited).string(input)
  for (const output of outputs) writer.tag(NodeField.output, WireType.LengthDelimited).string(output)
  writer.tag(NodeField.name, WireType.LengthDelimited).string(name)
  writer.tag(NodeField.opType, WireType.LengthDelimited).string(opType)
  for (const [key, value] of Object.entries(attributes)) {
    writer.tag(NodeField.attribute, WireType.LengthDelimited).bytes(encodeAttribute(key, value))
  }
  if (domain !== '') writer.tag(NodeField.domain, WireType.LengthDelimited).string(domain)
  return writer.finish()
}

export function encodeAttribute(name: string, value: Attribute): Uint8Array {
  const writer = new BinaryWriter().tag(AttributeField.name, WireType.LengthDelimited).string(name)
  const type = writer.tag(AttributeField.type, WireType.Varint)
  if (typeof value === 'number') {
    type.int32(AttributeType.int).tag(AttributeField.int, WireType.Varint).int64(value)
  } else if (value instanceof Uint8Array) {
    type.int32(AttributeType.tensor).tag(AttributeField.tensor, WireType.LengthDelimited).bytes(value)
  } else if ('float' in value) {
    type.int32(AttributeType.float).tag(AttributeField.float, WireType.Bit32).float(value.float)
  } else if ('text' in value) {
    type.int32(AttributeType.string).tag(AttributeField.string, WireType.LengthDelimited).string(value.text)
  } else {
    type.int32(AttributeType.ints)
    for (const item of value) writer.tag(AttributeField.ints, WireType.Varint).int64(item)
  }
  return writer.finish()
}

export type TensorData = Float32Array | Int32Array | BigInt64Array | Uint16Array | Float64Array | Int8Array | Uint8Array

export interface TensorParts {
  name?: string
  dataType: keyof typeof DataType
  dims: readonly number[]
  /** The numbers as they lie in memory; ONNX is little-endian, as is every machine that Acuity runs on. */
  data: TensorData
}

/** A TensorProto with raw data. */
export function encodeTensor({ data, ...head }: TensorParts): Uint8Array {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return writeTensorHead(head).tag(TensorField.rawData, WireType.LengthDelimited).bytes(raw).finish()
}

/** The fields of a TensorProto but its numbers, which are to follow. */
export function encodeTensorFields(head: Omit<TensorParts, 'data'>): Uint8Array {
  return writeTensorHead(head).finish()
}

/** A TensorProto whose numbers lie elsewhere, as ONNX's external data does. */
export function encodeTensorHead(head: Omit<TensorParts, 'data'>): Uint8Array {
  return writeTensorHead(head).tag(TensorField.dataLocation, WireType.Varint).int32(EXTERNAL).finish()
}

function writeTensorHead({ name = '', dataType, dims }: Omit<TensorParts, 'data'>): BinaryWriter {
  const writer = new BinaryWriter()
  for (const dim of dims) writer.tag(TensorField.dims, WireType.Varint).int64(dim)
  writer.tag(TensorField.dataType, WireType.Varint).int32(DataType[dataType])
  if (name !== '') writer.tag(TensorField.name, WireType.LengthDelimited).string(name)
  return writer
}

/**
 * A ValueInfoProto for a tensor. A dimension that is a string is dynamic, and the string its name; without dimensions the
 * shape is left open.
 */
export function encodeValueInfo(
  name: string,
  elemType: keyof typeof DataType,
  dims?: readonly (number | string)[],
): Uint8Array {
  const writer = new BinaryWriter().tag(ValueInfoField.name, WireType.LengthDelimited).string(name)
  writer.tag(ValueInfoField.type, WireType.LengthDelimited).fork()
  writer.tag(TypeField.tensor, WireType.LengthDelimited).fork()
  writer.tag(TensorTypeField.elemType, WireType.Varint).int32(DataType[elemType])
  if (dims) {
    writer.tag(TensorTypeField.shape, WireType.LengthDelimited).fork()
    for (const dim of dims) {
      writer.tag(ShapeField.dim, WireType.LengthDelimited).fork()
      if (typeof dim === 'number') writer.tag(DimField.value, WireType.Varint).int64(dim)
      else writer.tag(DimField.param, WireType.LengthDelimited).string(dim)
      writer.join()
    }
    writer.join()
  }
  return writer.join().join().finish()
}
