import { inflateSync } from 'node:zlib'

/** A field of a struct: text, the first of its numbers, or null where it is something else or empty. */
export type MatValue = string | number | null

/** ILSVRC's meta.mat takes a tenth of it. */
const MAX_INFLATED = 32 * 1024 * 1024
/** Structs in an array, and fields of each: ILSVRC2012 has 1860 of 8. */
const MAX_STRUCTS = 100_000
const MAX_FIELDS = 64
/** Each may be inflated before its name is known. */
const MAX_VARIABLES = 64

const HEADER = 128
/** Types of elements, and classes of arrays, by the numbers that the format gives them. */
const [MATRIX, COMPRESSED] = [14, 15]
const [STRUCT, CHARACTERS] = [2, 4]

/** A number of each type: its bytes, and how it is read. */
const NUMBERS = new Map<
  number,
  readonly [bytes: number, read: (view: DataView, at: number, little: boolean) => number]
>([
  [1, [1, (view, at) => view.getInt8(at)]],
  [2, [1, (view, at) => view.getUint8(at)]],
  [3, [2, (view, at, little) => view.getInt16(at, little)]],
  [4, [2, (view, at, little) => view.getUint16(at, little)]],
  [5, [4, (view, at, little) => view.getInt32(at, little)]],
  [6, [4, (view, at, little) => view.getUint32(at, little)]],
  [7, [4, (view, at, little) => view.getFloat32(at, little)]],
  [9, [8, (view, at, little) => view.getFloat64(at, little)]],
  [12, [8, (view, at, little) => Number(view.getBigInt64(at, little))]],
  [13, [8, (view, at, little) => Number(view.getBigUint64(at, little))]],
])
/** Of characters in UTF-8 and UTF-16; MATLAB writes the latter as whole numbers as well, of one byte or two. */
const [UTF8, UTF16] = [16, 17]

/**
 * The structs of an array in a MATLAB file of version 5 (saved with `-v6` or `-v7`), as MathWorks' "MAT-File Format" has it:
 * elements of a type, a size and data, compressed with zlib or not, in either order of bytes. Nothing but scalars and text
 * is looked at.
 * @param variable name of the array
 * @returns for each struct its fields by name
 * @throws Error what is wrong with the file
 */
export function readMatStructs(file: Uint8Array, variable: string): Map<string, MatValue>[] {
  const little = orderOfBytes(file)
  const cursor = new Cursor(file, little, HEADER)
  for (let variables = 0; !cursor.isAtEnd && variables < MAX_VARIABLES; variables++) {
    const element = cursor.next()
    const matrix = element.type === COMPRESSED ? inflated(element) : element
    if (matrix.type !== MATRIX) continue
    const { kind, name, length, data } = arrayIn(matrix)
    if (name !== variable) continue
    if (kind !== STRUCT) throw new Error(`${variable} in it is no array of structs`)
    return structsIn(data, length)
  }
  throw new Error(`it has no variable ${variable}`)
}

function orderOfBytes(file: Uint8Array): boolean {
  const text = Buffer.from(file.subarray(0, HEADER)).toString('latin1')
  if (text.startsWith('MATLAB 7.3')) throw new Error('it is a MATLAB file of version 7.3: save it with -v7')
  const order = text.slice(126, 128)
  if (file.length < HEADER || (order !== 'IM' && order !== 'MI')) throw new Error('it is no MATLAB file of version 5')
  return order === 'IM'
}

interface Element {
  type: number
  data: Cursor
}

/** Bytes from a place on, one element after the other. */
class Cursor {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly little: boolean
  #at: number

  constructor(bytes: Uint8Array, little: boolean, at = 0) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.little = little
    this.#at = at
  }

  get isAtEnd() {
    return this.#at >= this.bytes.length
  }

  /** The next element. Small ones have type, size and data in eight bytes; others begin at multiples of eight. */
  next(): Element {
    const [start, word] = [this.#at, this.#word(this.#at)]
    const isSmall = word >>> 16 !== 0
    const [type, size] = isSmall ? [word & 0xffff, word >>> 16] : [word, this.#word(start + 4)]
    const from = isSmall ? start + 4 : start + 8
    if (from + size > this.bytes.length || (isSmall && size > 4)) throw new Error('it is cut off, or damaged')
    const isPadded = type !== COMPRESSED && !isSmall
    this.#at = isSmall ? start + 8 : from + (isPadded ? Math.ceil(size / 8) * 8 : size)
    return { type, data: new Cursor(this.bytes.subarray(from, from + size), this.little) }
  }

  #word(at: number): number {
    if (at + 4 > this.bytes.length) throw new Error('it is cut off, or damaged')
    return this.view.getUint32(at, this.little)
  }
}

function inflated({ data }: Element): Element {
  try {
    return new Cursor(inflateSync(data.bytes, { maxOutputLength: MAX_INFLATED }), data.little).next()
  } catch (cause) {
    throw new Error('what is compressed in it is damaged, or too large', { cause })
  }
}

/** What an array's element begins with; its data follow. */
function arrayIn({ data }: Element): { kind: number; name: string; length: number; data: Cursor } {
  const [flags = 0] = numbersIn(data.next())
  const dimensions = numbersIn(data.next())
  const name = textIn(data.next())
  const length = dimensions.reduce((product, each) => product * each, 1)
  return { kind: flags & 0xff, name, length, data }
}

function structsIn(data: Cursor, length: number): Map<string, MatValue>[] {
  const [longest = 0] = numbersIn(data.next())
  const joined = textIn(data.next())
  const count = longest > 0 ? joined.length / longest : 0
  if (!Number.isInteger(count) || count === 0 || count > MAX_FIELDS || length > MAX_STRUCTS)
    throw new Error(`its array has ${length} structs of ${count} fields`)
  const fields = Array.from({ length: count }, (_, i) => withoutEnd(joined.slice(i * longest, (i + 1) * longest)))
  return Array.from({ length }, () => new Map(fields.map((field) => [field, valueOf(data.next())])))
}

function valueOf(element: Element): MatValue {
  if (element.type !== MATRIX) throw new Error('it is cut off, or damaged')
  if (element.data.isAtEnd) return null
  const { kind, data } = arrayIn(element)
  if (data.isAtEnd) return null
  if (kind === CHARACTERS) return textIn(data.next())
  const isNumber = kind >= 6 && kind <= 15
  return isNumber ? (numbersIn(data.next())[0] ?? null) : null
}

function numbersIn({ type, data }: Element): number[] {
  const number = NUMBERS.get(type)
  if (!number) throw new Error(`it has an element of type ${type} where numbers belong`)
  const [bytes, read] = number
  const count = Math.min(Math.floor(data.bytes.length / bytes), MAX_FIELDS)
  return Array.from({ length: count }, (_, i) => read(data.view, i * bytes, data.little))
}

function textIn({ type, data: { bytes, little } }: Element): string {
  const isWide = type === UTF16 || type === 3 || type === 4
  if (!isWide) return Buffer.from(bytes).toString(type === UTF8 ? 'utf8' : 'latin1')
  return new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(bytes)
}

/** A name of a field ends with its first NUL. */
const withoutEnd = (name: string) => name.split('\0', 1)[0] ?? ''
