import { Damaged } from './damaged.ts'

/** Of Parquet's own structures, the footer's statistics lie deepest: five structs. */
const MAX_DEPTH = 16
const MAX_VARINT_BYTES = 10

/** Types of Thrift's compact protocol, as a field's or a list's header has them. */
const [STOP, TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, STRUCT] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12]

/**
 * Passes over a struct in Thrift's compact protocol, and makes nothing of it: hyparquet, which does, believes a list's
 * length before it has read a member, and nests as deeply as it is told.
 * @returns where the struct ends
 * @throws Damaged where it does not, claims more than there is, or nests too deeply
 */
export function endOfStruct(bytes: Uint8Array, from = 0): number {
  let at = from

  const byte = (): number => {
    const value = bytes[at++]
    if (value === undefined) throw new Damaged('it ends too soon')
    return value
  }

  const varint = (): number => {
    for (let [value, i] = [0, 0]; i < MAX_VARINT_BYTES; i++) {
      const next = byte()
      value += (next & 0x7f) * 2 ** (7 * i)
      if (next < 0x80) return value
    }
    throw new Damaged('a number in it has no end')
  }

  const skip = (type: number, depth: number, isMember: boolean): void => {
    if (depth > MAX_DEPTH) throw new Damaged('it is nested too deeply')
    if (type === TRUE || type === FALSE) at += isMember ? 1 : 0
    else if (type === BYTE) at += 1
    else if (type === I16 || type === I32 || type === I64) varint()
    else if (type === DOUBLE) at += 8
    else if (type === BINARY) {
      const length = varint()
      at += length
    } else if (type === LIST) {
      const head = byte()
      const size = head >> 4 === 15 ? varint() : head >> 4
      if (size > bytes.length - at) throw new Damaged(`a list in it claims ${size} members`)
      for (let i = 0; i < size; i++) skip(head & 0x0f, depth + 1, true)
    } else if (type === STRUCT) struct(depth + 1)
    else throw new Damaged(`it has a field of the unknown type ${type}`)
    if (at > bytes.length) throw new Damaged('it ends too soon')
  }

  const struct = (depth: number): void => {
    for (;;) {
      const head = byte()
      if ((head & 0x0f) === STOP) return
      if (head >> 4 === 0) varint()
      skip(head & 0x0f, depth, false)
    }
  }

  struct(0)
  return at
}
