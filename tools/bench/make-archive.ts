import { closeSync, openSync, readFileSync, writevSync } from 'node:fs'
import { tarEnd, tarMember } from '../../src/testing/tar.ts'

/** Members that are written at a time. */
const AT_A_TIME = 100

/** Packs files into a tar archive, each under the name that it is given. */
export function makeArchive(archive: string, members: Iterable<{ name: string; file: string }>): void {
  const contents = new Map<string, Buffer>()
  const descriptor = openSync(archive, 'w')
  const buffers: Buffer[] = []
  try {
    for (const { name, file } of members) {
      const content = contents.get(file) ?? readFileSync(file)
      contents.set(file, content)
      buffers.push(...tarMember({ name, content }))
      if (buffers.length >= 3 * AT_A_TIME) writeAll(descriptor, buffers.splice(0))
    }
    writeAll(descriptor, [...buffers, tarEnd])
  } finally {
    closeSync(descriptor)
  }
}

function writeAll(descriptor: number, buffers: readonly Buffer[]): void {
  const bytes = buffers.reduce((sum, { length }) => sum + length, 0)
  if (writevSync(descriptor, buffers) < bytes) throw new Error('there is no room for the archive')
}
