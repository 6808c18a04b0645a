import { closeSync, openSync, readFileSync, writeFileSync, writevSync } from 'node:fs'
import path from 'node:path'
import { parquetOf } from '../../src/testing/parquet.ts'
import { tarEnd, tarMember } from '../../src/testing/tar.ts'

/** A file, and the name that it is packed under: in the folder of its class. */
export interface Member {
  name: string
  file: string
}

/** Packs files into an archive of some kind. */
export type Pack = (archive: string, members: readonly Member[]) => void

/** Members that are written at a time. */
const AT_A_TIME = 100

/** Into a tar archive, a few at a time. */
export const makeTar: Pack = (archive, members) => {
  const read = readOnce()
  const descriptor = openSync(archive, 'w')
  const buffers: Buffer[] = []
  try {
    for (const { name, file } of members) {
      buffers.push(...tarMember({ name, content: read(file) }))
      if (buffers.length >= 3 * AT_A_TIME) writeAll(descriptor, buffers.splice(0))
    }
    writeAll(descriptor, [...buffers, tarEnd])
  } finally {
    closeSync(descriptor)
  }
}

/** Into a Parquet file as Hugging Face's `datasets` writes it, compressed by Snappy: in memory as a whole. */
export const makeParquet: Pack = (archive, members) => {
  const read = readOnce()
  const rows = members.map(({ name, file }) => ({ bytes: read(file), path: name, label: path.dirname(name) }))
  writeFileSync(archive, parquetOf(rows))
}

function readOnce(): (file: string) => Buffer {
  const contents = new Map<string, Buffer>()
  return (file) => {
    const content = contents.get(file) ?? readFileSync(file)
    contents.set(file, content)
    return content
  }
}

function writeAll(descriptor: number, buffers: readonly Buffer[]): void {
  const bytes = buffers.reduce((sum, { length }) => sum + length, 0)
  if (writevSync(descriptor, buffers) < bytes) throw new Error('there is no room for the archive')
}
