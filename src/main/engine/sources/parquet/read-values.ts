import { readSync } from 'node:fs'
import { readPlain } from 'hyparquet/src/plain.js'
import { Damaged } from './damaged.ts'
import type { Chunk, Column } from './footer.ts'
import { readPages, type Page } from './read-pages.ts'
import { readRuns } from './read-runs.ts'

/** Where the bytes of a value lie: in what a page holds, from one of its bytes on. */
export interface Place {
  readonly page: Page
  readonly from: number
  readonly size: number
}

/** What a page of labels or paths may be read whole to. */
const MAX_SMALL_BYTES = 64 << 20

/**
 * The numbers or texts of a column, row by row; null where a row has none.
 * @throws Damaged
 */
export function readSmall(descriptor: number, chunk: Chunk, column: Column, rows: number): (number | string | null)[] {
  const type = column.schemaPath.at(-1)?.element.type
  return readRows(descriptor, { chunk, column, rows }, (page, from, count) => {
    const bytes = bytesFrom(descriptor, page, from)
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 }
    try {
      return Array.from<unknown>(readPlain(reader, type ?? 'BYTE_ARRAY', count, undefined)).map(plainly)
    } catch {
      throw new Damaged(`a page of its column ${column.pathInSchema.join('.')} ends in the middle of a value`)
    }
  })
}

/**
 * Where the values of a column of bytes lie, row by row; null where a row has none. Of each page, only the lengths before
 * its values are read.
 * @throws Damaged
 */
export function findPlaces(descriptor: number, chunk: Chunk, column: Column, rows: number): (Place | null)[] {
  const head = Buffer.alloc(4)
  return readRows(descriptor, { chunk, column, rows }, (page, start, count) => {
    let at = start
    return Array.from({ length: count }, (): Place => {
      page.content.read(descriptor, head, at)
      const place = { page, from: at + head.length, size: head.readUInt32LE(0) }
      at = place.from + place.size
      if (at > page.content.size) throw new Damaged(`a value in it claims ${place.size} bytes, more than its page has`)
      return place
    })
  })
}

interface Rows {
  chunk: Chunk
  column: Column
  rows: number
}

/** @param plain reads so many values of a page, from a byte of its content on: they lie there one after another */
function readRows<Value>(
  descriptor: number,
  { chunk, column, rows }: Rows,
  plain: (page: Page, from: number, count: number) => Value[],
): (Value | null)[] {
  let dictionary: Value[] = []
  const all: (Value | null)[] = []
  for (const page of readPages(descriptor, chunk, rows)) {
    const { encoding, values } = page
    const isCoded = !page.isDictionary && /^(PLAIN|RLE)_DICTIONARY$/.test(encoding)
    if (!isCoded && encoding !== 'PLAIN' && !(page.isDictionary && encoding === 'PLAIN_DICTIONARY'))
      throw new Damaged(`its column ${column.pathInSchema.join('.')} is encoded by ${encoding}, which is not read`)
    if (page.isDictionary) {
      dictionary = plain(page, 0, values)
      continue
    }
    const { levels, from } = readLevels(descriptor, page, column)
    const count = levels ? levels.reduce((sum, level) => sum + Number(level === column.maxLevel), 0) : values
    const found = isCoded ? decoded(bytesFrom(descriptor, page, from), count, dictionary) : plain(page, from, count)
    if (!levels) all.push(...found)
    else {
      let next = 0
      for (const level of levels) all.push(level === column.maxLevel ? (found[next++] ?? null) : null)
    }
  }
  return all
}

function decoded<Value>(bytes: Uint8Array, count: number, dictionary: readonly Value[]): Value[] {
  const [width = 0] = bytes
  return Array.from(readRuns(bytes.subarray(1), width, count), (place) => {
    const value = dictionary[place]
    if (value === undefined) throw new Damaged(`a page names value ${place} of a dictionary of ${dictionary.length}`)
    return value
  })
}

/** Which values of a page are there, and where its content goes on behind that. */
function readLevels(
  descriptor: number,
  { levels, content, values }: Page,
  { maxLevel }: Column,
): { levels: Uint32Array | null; from: number } {
  if (maxLevel === 0) return { levels: null, from: 0 }
  const width = 32 - Math.clz32(maxLevel)
  if (levels) {
    const bytes = Buffer.alloc(levels.bytes)
    readSync(descriptor, bytes, 0, bytes.length, levels.offset)
    return { levels: readRuns(bytes, width, values), from: 0 }
  }
  const head = Buffer.alloc(4)
  content.read(descriptor, head, 0)
  const length = head.readUInt32LE(0)
  if (length > content.size) throw new Damaged('a page claims more levels than it has')
  const bytes = Buffer.alloc(length)
  content.read(descriptor, bytes, head.length)
  return { levels: readRuns(bytes, width, values), from: head.length + length }
}

function bytesFrom(descriptor: number, { content }: Page, from: number): Uint8Array {
  const size = Math.max(0, content.size - from)
  if (size > MAX_SMALL_BYTES) throw new Damaged(`a page claims ${size} bytes of what should be short`)
  const bytes = Buffer.alloc(size)
  content.read(descriptor, bytes, from)
  return bytes
}

function plainly(value: unknown): number | string {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8')
  return Number(value)
}
