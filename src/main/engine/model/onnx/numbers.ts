import { Buffer } from 'node:buffer'
import { WireType } from '@bufbuild/protobuf/wire'
import { bytes, type Field, FieldBudget, fieldsOf, integers, unlessMalformed } from '../wire.ts'
import { DataType, TensorField } from './proto.ts'
import type { Tensor } from './read.ts'

type Read = (view: DataView, at: number) => number

/** How a number of each type lies in memory: its bytes, and what they mean. */
const types = new Map<number, [bytes: number, read: Read]>([
  [DataType.float32, [4, (view, at) => view.getFloat32(at, true)]],
  [DataType.float64, [8, (view, at) => view.getFloat64(at, true)]],
  [DataType.float16, [2, (view, at) => fromFloat16(view.getUint16(at, true))]],
  [DataType.uint8, [1, (view, at) => view.getUint8(at)]],
  [DataType.int8, [1, (view, at) => view.getInt8(at)]],
  [DataType.int32, [4, (view, at) => view.getInt32(at, true)]],
  [DataType.int64, [8, (view, at) => Number(view.getBigInt64(at, true))]],
])

/**
 * The numbers of a small tensor, in whichever of ONNX's ways they are kept; null where they are of another type, more than
 * `most`, or not as many as its shape says.
 * @param external where they lie outside the file
 */
export function numbersOf(tensor: Tensor, most: number, external?: Uint8Array): number[] | null {
  const type = types.get(tensor.dataType)
  if (!type || tensor.elements > most || (tensor.external && !external)) return null
  const [size, read] = type
  const decode = (raw: Uint8Array) => {
    if (raw.byteLength !== tensor.elements * size) return []
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
    return Array.from({ length: tensor.elements }, (_, i) => read(view, i * size))
  }
  const found = external ? decode(external) : unlessMalformed(() => storedNumbers(tensor, decode))
  return found?.length === tensor.elements ? found : null
}

function storedNumbers(tensor: Tensor, decode: (raw: Uint8Array) => number[]): number[] {
  const budget = new FieldBudget()
  const { rawData, floatData, doubleData, int32Data, int64Data } = TensorField
  const inMemory: Uint8Array[] = []
  const whole: number[] = []
  for (const message of fieldsOf(tensor.raw, budget))
    for (const field of fieldsOf(bytes(message), budget)) {
      if (field.number === rawData) inMemory.push(bytes(field))
      if (field.number === floatData || field.number === doubleData) inMemory.push(packed(field))
      if (field.number === int32Data || field.number === int64Data) whole.push(...integers(field, budget))
    }
  if (whole.length === 0) return decode(Buffer.concat(inMemory))
  // Of float16, these are the bits.
  return tensor.dataType === DataType.float16 ? whole.map(fromFloat16) : whole
}

/** A repeated floating-point number, alone or many of them packed: the bytes are the same. */
const packed = (field: Field) => (field.wireType === WireType.LengthDelimited ? bytes(field) : field.payload)

/** IEEE 754 binary16 from its bits. */
function fromFloat16(bits: number): number {
  const [exponent, mantissa] = [(bits >>> 10) & 0x1f, bits & 0x3ff]
  if (exponent === 0x1f) return mantissa === 0 ? (bits >>> 15 ? -Infinity : Infinity) : NaN
  const size = (exponent === 0 ? mantissa * 2 : mantissa + 1024) * 2 ** (exponent - 25)
  return bits >>> 15 ? -size : size
}
