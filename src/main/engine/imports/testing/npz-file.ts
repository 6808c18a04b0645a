import { crc32, deflateRawSync } from 'node:zlib'

/** An array as numpy's header tells it, and its bytes. */
export interface NumpyFile {
  descr: string
  shape: string
  data: Uint8Array
  fortran?: boolean
}

export function numpyFile({ descr, shape, data, fortran = false }: NumpyFile): Buffer {
  const header =
    `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${shape}, }`.padEnd(117) + '\n'
  const length = Buffer.alloc(2)
  length.writeUInt16LE(header.length)
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\0', 'latin1'), length, Buffer.from(header, 'latin1'), data])
}

export const float32 = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer)

/** Words as numpy has them in UTF-32, each filled up to the longest. */
export function words(...all: string[]): NumpyFile {
  const longest = Math.max(...all.map((word) => word.length))
  const codes = all.flatMap((word) => Array.from({ length: longest }, (_, i) => word.codePointAt(i) ?? 0))
  return { descr: `<U${longest}`, shape: `(${all.length},)`, data: new Uint8Array(Uint32Array.from(codes).buffer) }
}

/** A ZIP archive of files, as numpy.savez_compressed makes it. */
export function zipped(
  files: Readonly<Record<string, Uint8Array>>,
  change: { method?: number; crc?: number; size?: number } = {},
): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const stored = deflateRawSync(content)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(change.method ?? 8, 4)
    shared.writeUInt32LE(change.crc ?? crc32(content), 10)
    shared.writeUInt32LE(stored.length, 14)
    shared.writeUInt32LE(change.size ?? content.length, 18)
    shared.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), stored])
    const where = Buffer.alloc(14)
    where.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), shared, where, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(18)
  for (const at of [4, 6]) end.writeUInt16LE(directory.length, at)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, ...directory, Buffer.from('PK\x05\x06'), end])
}

/** An archive of arrays. */
export const npz = (arrays: Readonly<Record<string, NumpyFile>>) =>
  zipped(Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, numpyFile(array)])))
