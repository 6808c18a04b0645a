/** What the header of a .npy file says of the array behind it. */
export interface NumpyHeader {
  /** Of the numbers, in bytes from the file's begin. */
  start: number
  /** numpy's letter and the bytes of an element, as f4, or characters, as U25; empty where none is stated. */
  type: string
  /** Whether numbers lie with their low byte first. */
  little: boolean
  dims: number[]
}

const MAGIC = '\x93NUMPY'
/** `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 256, 256), }`, in any order. */
const DESCR = /'descr':\s*'([<>|=]?)([a-zA-Z]\d*)'/
const FORTRAN = /'fortran_order':\s*(True|False)/
const SHAPE = /'shape':\s*\(([\d,\sL]*)\)/

/** As long as a header is at most that is read: numpy itself refuses longer ones. */
export const MAX_NUMPY_HEADER = 10_000

/** Whether a file is an array of numpy's. */
export const isNumpyFile = (file: Uint8Array): boolean =>
  Buffer.from(file.subarray(0, MAGIC.length)).equals(Buffer.from(MAGIC, 'latin1'))

/**
 * Reads the header of a .npy file, of an array in C's order: the last index runs fastest.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @param file its first bytes, {@link MAX_NUMPY_HEADER} of them or all
 * @throws Error where it is none: says what is wrong, not in which file
 */
export function readNumpyHeader(file: Uint8Array): NumpyHeader {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.length < 12) throw new Error('it is cut off')
  // Since version 2, the header's length has four bytes.
  const wide = (bytes[6] ?? 0) >= 2
  const begin = wide ? 12 : 10
  const start = begin + (wide ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8))
  if (start > MAX_NUMPY_HEADER)
    throw new Error(`its header has ${start} bytes: more than ${MAX_NUMPY_HEADER} are not read, nor by numpy itself`)
  const header = bytes.toString('latin1', begin, start)
  const [, order = '', type = ''] = DESCR.exec(header) ?? []
  const [, fortran] = FORTRAN.exec(header) ?? []
  const [, shape] = SHAPE.exec(header) ?? []
  if (shape === undefined) throw new Error('its header states no shape')
  const dims = (shape.match(/\d+/g) ?? []).map(Number)
  if (fortran === 'True' && dims.length > 1)
    throw new Error("it is in Fortran's order: save it again, as numpy.ascontiguousarray makes it")
  return { start, type, little: order !== '>', dims }
}
