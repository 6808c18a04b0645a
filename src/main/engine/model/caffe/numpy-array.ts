import { Buffer } from 'node:buffer'
import { elements } from './weights.ts'

/** An array of numpy's, in C's order: the last index runs fastest. */
export interface NumpyArray {
  dims: number[]
  data: Float32Array<ArrayBuffer>
}

const MAGIC = '\x93NUMPY'
/** `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 256, 256), }`, in any order. */
const DESCR = /'descr':\s*'([<>|=]?)([a-z]\d+)'/
const FORTRAN = /'fortran_order':\s*(True|False)/
const SHAPE = /'shape':\s*\(([\d,\sL]*)\)/

const readers: Readonly<Record<string, (view: DataView, at: number, little: boolean) => number>> = {
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
  u1: (view, at) => view.getUint8(at),
}

/** Whether a file is an array of numpy's. */
export const isNumpyFile = (file: Uint8Array): boolean =>
  Buffer.from(file.subarray(0, MAGIC.length)).equals(Buffer.from(MAGIC, 'latin1'))

/**
 * Reads a .npy file of float32, float64 or uint8.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @throws Error where it is none, or of other numbers: says what is wrong, not in which file
 */
export function readNumpyArray(file: Uint8Array): NumpyArray {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.length < 12) throw new Error('it is cut off')
  // Since version 2, the header's length has four bytes.
  const wide = (bytes[6] ?? 0) >= 2
  const start = wide ? 12 : 10
  const end = start + (wide ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8))
  const header = bytes.toString('latin1', start, end)
  const [, order = '', type = ''] = DESCR.exec(header) ?? []
  const [, fortran] = FORTRAN.exec(header) ?? []
  const [, shape] = SHAPE.exec(header) ?? []
  const read = readers[type]
  if (!read)
    throw new Error(`it holds numbers of another type (${type || 'none is stated'}) than float32, float64 and uint8`)
  if (shape === undefined) throw new Error('its header states no shape')
  const dims = (shape.match(/\d+/g) ?? []).map(Number)
  if (fortran === 'True' && dims.length > 1)
    throw new Error("it is in Fortran's order: save it again, as numpy.ascontiguousarray makes it")
  const size = Number(type.slice(1))
  const count = elements(dims)
  if (bytes.length - end !== count * size)
    throw new Error(
      `it holds ${bytes.length - end} bytes of numbers where its shape [${dims.join(', ')}] wants ${count * size}`,
    )
  const view = new DataView(bytes.buffer, bytes.byteOffset + end)
  return { dims, data: Float32Array.from({ length: count }, (_, i) => read(view, i * size, order !== '>')) }
}
