import { readNumpyHeader } from '../../files/index.ts'
import { elements } from './weights.ts'

/** An array of numpy's, in C's order: the last index runs fastest. */
export interface NumpyArray {
  dims: number[]
  data: Float32Array<ArrayBuffer>
}

const readers: Readonly<Record<string, (view: DataView, at: number, little: boolean) => number>> = {
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
  u1: (view, at) => view.getUint8(at),
}

/**
 * Reads a .npy file of float32, float64 or uint8.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @throws Error where it is none, or of other numbers: says what is wrong, not in which file
 */
export function readNumpyArray(file: Uint8Array): NumpyArray {
  const { start, type, little, dims } = readNumpyHeader(file)
  const read = readers[type]
  if (!read)
    throw new Error(`it holds numbers of another type (${type || 'none is stated'}) than float32, float64 and uint8`)
  const size = Number(type.slice(1))
  const count = elements(dims)
  const held = file.byteLength - start
  if (held !== count * size)
    throw new Error(`it holds ${held} bytes of numbers where its shape [${dims.join(', ')}] wants ${count * size}`)
  const view = new DataView(file.buffer, file.byteOffset + start)
  return { dims, data: Float32Array.from({ length: count }, (_, i) => read(view, i * size, little)) }
}
