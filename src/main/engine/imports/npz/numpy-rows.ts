import { MAX_NUMPY_HEADER, readNumpyHeader, type NumpyHeader } from '../../files/index.ts'

/** An array's shape and type, and its rows: the bytes of each in turn, which are good until the next one is asked for. */
export interface NumpyRows extends NumpyHeader {
  rows: AsyncGenerator<DataView>
}

/** Bytes of an element by numpy's letters, for numbers that are read; characters have four, bytes one. */
const SIZES: Readonly<Record<string, number>> = { f2: 2, f4: 4, f8: 8, i4: 4, i8: 8, u1: 1, i2: 2, u2: 2, u4: 4, i1: 1 }

/** More than the scores of 200,000 classes take. */
const MOST_ROW = 1 << 21

/** Bytes of an element; undefined for what is not read. */
export function elementSize(type: string): number | undefined {
  const [, kind = '', count = ''] = /^([US])(\d+)$/.exec(type) ?? []
  return kind === '' ? SIZES[type] : Number(count) * (kind === 'U' ? 4 : 1)
}

/**
 * Reads an array of numpy's row by row, whatever its size.
 * @param size bytes that its content says it has
 * @throws Error what is wrong with it
 */
export async function numpyRows(content: AsyncGenerator<Buffer, void>, size: number): Promise<NumpyRows> {
  let first: Buffer = Buffer.alloc(0)
  while (first.length < Math.min(size, MAX_NUMPY_HEADER)) {
    const { value, done } = await content.next()
    if (done) break
    first = Buffer.concat([first, value])
  }
  if (first.toString('latin1', 0, 6) !== '\x93NUMPY') throw new Error('it is no array of numpy')
  const header = readNumpyHeader(first)
  const element = elementSize(header.type)
  if (element === undefined) throw new Error(typeText(header.type))
  const [count = 1, ...inner] = header.dims
  const row = inner.reduce((product, dim) => product * dim, element)
  if (row > MOST_ROW || row === 0) throw new Error(`it has rows of ${row} bytes`)
  if (header.start + count * row !== size)
    throw new Error(
      `its shape [${header.dims.join(', ')}] wants ${count * row} bytes, and it has ${size - header.start}`,
    )
  return { ...header, rows: rowsIn(content, first.subarray(header.start), row) }
}

const typeText = (type: string) =>
  type === 'O'
    ? 'it holds objects of Python, which are not read: save words as numpy.array(words, dtype=str)'
    : `it holds elements of a type that is not read (${type || 'none is stated'})`

async function* rowsIn(content: AsyncGenerator<Buffer, void>, first: Buffer, bytes: number): AsyncGenerator<DataView> {
  const row = Buffer.alloc(bytes)
  const view = new DataView(row.buffer, row.byteOffset, bytes)
  let filled = 0
  for (let piece: Buffer | undefined = first; piece;) {
    for (let at = 0; at < piece.length;) {
      const taken = piece.copy(row, filled, at, at + bytes - filled)
      at += taken
      filled += taken
      if (filled < bytes) break
      yield view
      filled = 0
    }
    const next = await content.next()
    piece = next.done ? undefined : next.value
  }
}

type Read = (view: DataView, at: number, little: boolean) => number

const readers: Readonly<Record<string, Read>> = {
  f2: (view, at, little) => halfToNumber(view.getUint16(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
}

/** How numbers of a type are read; undefined where it is none of numbers. */
export const numberReader = (type: string): Read | undefined => readers[type]

/** IEEE 754's binary16. */
function halfToNumber(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1
  const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff]
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** A word as numpy keeps it: in UTF-32, or in bytes, filled up with zeros. */
export function wordIn(view: DataView, type: string, little: boolean): string {
  if (type.startsWith('S')) {
    const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength)
    return bytes.toString('utf8').replace(/\0+$/, '')
  }
  let word = ''
  for (let at = 0; at < view.byteLength; at += 4) {
    const code = view.getUint32(at, little)
    if (code === 0) break
    if (code > 0x10ffff) throw new Error('it holds words that are none')
    word += String.fromCodePoint(code)
  }
  return word
}
