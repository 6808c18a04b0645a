import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'

// Protobuf at the wire level: a message is a list of fields that are views of the file's bytes. Nothing is decoded that
// nobody asks for, so weights are never copied, and what the schema of today does not know survives verbatim.

export interface Field {
  number: number
  wireType: WireType
  /** The field as it stands in the file, tag included. */
  raw: Uint8Array
  /** What the field holds: a length-delimited field's content, or the bytes of a number. */
  payload: Uint8Array
}

/** How many fields may be read from one file, whatever it claims: this bounds both memory and time. */
export class FieldBudget {
  #left: number

  /** The largest classifiers have some 200,000 fields; a million take two seconds to read. */
  constructor(fields = 1_000_000) {
    this.#left = fields
  }

  spend(): void {
    this.#left--
    if (this.#left < 0) throw new Error('it has more fields than any real model')
  }
}

/**
 * The fields of a message, in order. Every length is checked against the enclosing message; nested messages are not entered.
 * @throws Error where the bytes are no protobuf message
 */
export function* fieldsOf(message: Uint8Array, budget: FieldBudget): Generator<Field, void> {
  const reader = new BinaryReader(message)
  while (reader.pos < reader.len) {
    budget.spend()
    const start = reader.pos
    const [number, wireType] = reader.tag()
    const payload = wireType === WireType.LengthDelimited ? reader.bytes() : reader.skip(wireType, number)
    yield { number, wireType, raw: message.subarray(start, reader.pos), payload }
  }
}

/** What reading gives, or null where the bytes make no sense: for what is looked at beside the structure of a file. */
export function unlessMalformed<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A string field. @throws Error where it is of another type, or no UTF-8 */
export function text(field: Field): string {
  return utf8.decode(bytes(field))
}

/** The content of a bytes field or a nested message, as a view. @throws Error where the field is a number */
export function bytes(field: Field): Uint8Array {
  if (field.wireType !== WireType.LengthDelimited) throw unexpected(field)
  return field.payload
}

/** An integer field. @throws Error where it is of another type, or beyond 2⁵³ */
export function integer(field: Field): number {
  if (field.wireType !== WireType.Varint) throw unexpected(field)
  return readInteger(new BinaryReader(field.payload))
}

/** A repeated integer field: one element, or many where it is packed. */
export function integers(field: Field, budget: FieldBudget): number[] {
  if (field.wireType === WireType.Varint) return [integer(field)]
  const reader = new BinaryReader(bytes(field))
  const values: number[] = []
  while (reader.pos < reader.len) {
    budget.spend()
    values.push(readInteger(reader))
  }
  return values
}

function readInteger(reader: BinaryReader): number {
  const value = Number(reader.int64())
  if (!Number.isSafeInteger(value)) throw new Error(`the number ${value} is out of range`)
  return value
}

function unexpected(field: Field): Error {
  return new Error(`field ${field.number} has the unexpected wire type ${field.wireType}`)
}
