import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { PassThrough } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'

/** A file in a ZIP archive. */
export interface ZipEntry {
  name: string
  method: number
  crc: number
  /** Bytes of it as it lies there, and when it is read. */
  stored: number
  size: number
  /** Where its own header begins. */
  offset: number
}

/** Of an archive's end, and of its directory: none of numpy's comes near. */
const MOST_END = 66_000
const MOST_DIRECTORY = 1 << 20
const [END, CENTRAL, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50]
const [STORED, DEFLATED] = [0, 8]
/** In place of a number that takes eight bytes. */
const ELSEWHERE = 0xffffffff
const ZIP64 = 1

/**
 * The files that the directory of a ZIP archive names.
 * Source: PKWARE's APPNOTE.TXT, 4.3 and 4.5.3.
 * @throws Error what is wrong with it
 */
export async function zipEntries(handle: FileHandle, bytes: number): Promise<ZipEntry[]> {
  const tail = await bytesAt(handle, Math.max(0, bytes - MOST_END), Math.min(bytes, MOST_END))
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--
  if (end < 0) throw new Error('its end is missing: it is cut off, or no ZIP archive')
  const [count, size, offset] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
  if (offset === ELSEWHERE || size > MOST_DIRECTORY || offset + size > bytes)
    throw new Error('its directory is not where a ZIP archive of less than 4 GiB has it')
  const directory = await bytesAt(handle, offset, size)
  const entries: ZipEntry[] = []
  for (let at = 0; at + 46 <= directory.length && entries.length < count;) {
    if (directory.readUInt32LE(at) !== CENTRAL) throw new Error('its directory is damaged')
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field))
    const extraAt = at + 46 + (nameBytes ?? 0)
    const next = extraAt + (extraBytes ?? 0) + (commentBytes ?? 0)
    if (next > directory.length) throw new Error('its directory is damaged')
    if ((directory.readUInt16LE(at + 8) & 1) !== 0) throw new Error('it is encrypted')
    const numbers = [24, 20, 42].map((field) => directory.readUInt32LE(at + field))
    const extra = directory.subarray(extraAt, extraAt + (extraBytes ?? 0))
    const [uncompressed = 0, compressed = 0, local = 0] = withLongNumbers(numbers, extra)
    if (local + compressed > bytes) throw new Error('it is cut off')
    entries.push({
      name: directory.toString('utf8', at + 46, extraAt),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      stored: compressed,
      size: uncompressed,
      offset: local,
    })
    at = next
  }
  if (entries.length !== count) throw new Error('its directory is damaged')
  return entries
}

/** Puts in what stands in a ZIP64 field, in the order in which it is missed. */
function withLongNumbers(numbers: readonly number[], extra: Buffer): number[] {
  let long = Buffer.alloc(0)
  for (let at = 0; at + 4 <= extra.length;) {
    const size = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === ZIP64) long = Buffer.from(extra.subarray(at + 4, at + 4 + size))
    at += 4 + size
  }
  let used = 0
  return numbers.map((number) => {
    if (number !== ELSEWHERE) return number
    if (used + 8 > long.length) throw new Error('its directory is damaged')
    used += 8
    return Number(long.readBigUInt64LE(used - 8))
  })
}

/**
 * The content of a file in the archive, a piece at a time; checked at its end.
 * @throws Error what is wrong with it, also after the last piece
 */
export async function* contentOf(
  file: string,
  handle: FileHandle,
  entry: ZipEntry,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void> {
  const { method, crc, stored, size, offset, name } = entry
  if (method !== STORED && method !== DEFLATED) throw new Error(`${name} is compressed in another way than deflate`)
  if (method === STORED && stored !== size) throw new Error(`${name} says of itself two sizes`)
  const header = await bytesAt(handle, offset, 30)
  if (header.readUInt32LE(0) !== LOCAL) throw new Error(`${name} is not where the directory says`)
  const start = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  let [read, sum] = [0, 0]
  if (stored > 0) {
    const source = createReadStream(file, { start, end: start + stored - 1, highWaterMark: 1 << 18, signal })
    const content = method === STORED ? new PassThrough() : createInflateRaw()
    const done = pipeline(source, content, { signal })
    // What goes wrong ends the reading below with the same.
    done.catch(() => undefined)
    for await (const piece of content) {
      const bytes = piece as Buffer
      read += bytes.length
      if (read > size) throw new Error(`${name} holds more than it says`)
      sum = crc32(bytes, sum)
      yield bytes
    }
    await done
  }
  if (read !== size || sum !== crc) throw new Error(`${name} is damaged: its content is not what it says`)
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead !== length) throw new Error('it is cut off')
  return buffer
}
