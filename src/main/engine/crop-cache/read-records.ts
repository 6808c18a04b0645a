import { fstatSync, readSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Breath } from './breath.ts'
import type { FileHeader } from './file-header.ts'
import { aligned, parseRecordHeader, pixelBytes, RECORD_HEADER_BYTES, type CropEntry } from './record.ts'

/** The records of a file, up to where none begins. */
export interface Records {
  /** Where each image lies, by its identity; of several, the last one counts. */
  readonly entries: Map<string, CropEntry>
  /** Records, those that later ones stand in for included. */
  count: number
  /** Where the next record would begin. */
  end: number
}

export const noRecords = (end: number): Records => ({ entries: new Map(), count: 0, end })

/**
 * The index of a cache file lies beside it, and is nothing but the headers of its records, one after another: reading
 * them from between the pixels takes a seek each once the system has forgotten the file. It may be behind, or missing.
 */
export const indexFileOf = (file: string) => `${file.slice(0, file.lastIndexOf('.'))}.index`

/** Takes from the index what it knows of the file; what it says more, or wrongly, is passed over. */
export async function readIndexed(file: string, descriptor: number, { salt, end }: FileHeader): Promise<Records> {
  const records = noRecords(end)
  const index = await readFile(indexFileOf(file)).catch(() => Buffer.alloc(0))
  const limit = fstatSync(descriptor).size
  const breath = new Breath()
  for (let at = 0; at + RECORD_HEADER_BYTES <= index.length; at += RECORD_HEADER_BYTES) {
    if (!take(records, index.subarray(at, at + RECORD_HEADER_BYTES), salt, limit)) break
    if (breath.isDue) await breath.take()
  }
  return records
}

/**
 * Goes on from `records` along the file itself, header by header, and adds what it finds. A record counts once its
 * pixels are there to their last byte; whether they are the right ones is asked when they are read.
 * @returns the headers that were found
 * @throws Error of the operating system
 */
export async function followRecords(records: Records, descriptor: number, { salt }: FileHeader): Promise<Buffer> {
  const found: Buffer[] = []
  const limit = fstatSync(descriptor).size
  const breath = new Breath()
  for (;;) {
    const header = Buffer.allocUnsafe(RECORD_HEADER_BYTES)
    if (readSync(descriptor, header, 0, header.length, records.end) < header.length) break
    if (!take(records, header, salt, limit)) break
    found.push(header)
    if (breath.isDue) await breath.take()
  }
  return Buffer.concat(found)
}

/** Far more images than any dataset has, and as many as can be found by their identity. */
const MAX_RECORDS = 16_000_000

function take(records: Records, source: Buffer, salt: number, fileBytes: number): boolean {
  const header = records.count < MAX_RECORDS ? parseRecordHeader(source, records.end, salt) : null
  if (!header) return false
  const { identity, ...image } = header
  const end = records.end + RECORD_HEADER_BYTES + pixelBytes(image)
  if (end > fileBytes) return false
  records.entries.set(identity, { offset: records.end, ...image })
  records.count++
  records.end = aligned(end)
  return true
}
