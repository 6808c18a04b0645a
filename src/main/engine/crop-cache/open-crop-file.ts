import { closeSync, fstatSync, ftruncateSync, futimesSync, openSync, writeSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import type { CropCacheKey } from '../../../shared/crop-cache.ts'
import { PRIVATE } from '../files/index.ts'
import { cropFileName } from './crop-key.ts'
import { createFileHeader, readFileHeader, type FileHeader } from './file-header.ts'
import { followRecords, indexFileOf, noRecords, readIndexed, type Records } from './read-records.ts'
import { RECORD_HEADER_BYTES } from './record.ts'

export interface OpenCropFile {
  readonly file: string
  readonly descriptor: number
  readonly writable: boolean
  /** Why it cannot be written, where it was to be. */
  readonly refused: string | null
  readonly header: FileHeader
  readonly records: Records
}

interface Access {
  /** Whether the caller holds the file's lock. */
  writable: boolean
  /** Whether a missing file is made. */
  create: boolean
  /** A file of more records holds mostly those of files that have changed since: it is begun anew. */
  mostRecords: number
}

/**
 * Opens a cache file, and finds its records. Who may write cuts off what a dead process left behind the last whole one.
 * @returns null where there is no file, or none that can be used
 * @throws Error of the operating system
 */
export async function openCropFile(file: string, key: CropCacheKey, access: Access): Promise<OpenCropFile | null> {
  const opened = openDescriptor(file, access)
  if (!opened) return null
  const { descriptor, writable, refused } = opened
  try {
    const header = readFileHeader(descriptor)
    if (!header || cropFileName(header.key) !== cropFileName(key)) {
      if (writable) return await beginAnew(file, descriptor, key)
      closeSync(descriptor)
      return null
    }
    const records = await readIndexed(file, descriptor, header)
    const indexed = records.count
    const news = await followRecords(records, descriptor, header)
    if (writable && records.count > access.mostRecords) return await beginAnew(file, descriptor, key)
    if (writable) {
      if (fstatSync(descriptor).size > records.end) ftruncateSync(descriptor, records.end)
      await extendIndex(file, indexed, news)
    }
    touch(descriptor)
    return { file, descriptor, writable, refused, header, records }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

/**
 * Tells the index of the records beyond the first `indexed`, which are all that it keeps of what it has. It may fail:
 * without an index, the next run follows the file itself.
 */
export async function extendIndex(file: string, indexed: number, headers: Buffer): Promise<void> {
  try {
    const index = await open(indexFileOf(file), 'a', PRIVATE.file)
    try {
      const { size } = await index.stat()
      if (size !== indexed * RECORD_HEADER_BYTES) await index.truncate(indexed * RECORD_HEADER_BYTES)
      await index.appendFile(headers)
    } finally {
      await index.close()
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

async function beginAnew(file: string, descriptor: number, key: CropCacheKey): Promise<OpenCropFile> {
  await rm(indexFileOf(file), { force: true })
  ftruncateSync(descriptor, 0)
  const { header, content } = createFileHeader(key)
  writeSync(descriptor, content, 0, content.length, 0)
  return { file, descriptor, writable: true, refused: null, header, records: noRecords(header.end) }
}

/** A file that may only be read is still of use. */
function openDescriptor(
  file: string,
  { writable, create }: Access,
): { descriptor: number; writable: boolean; refused: string | null } | null {
  let refused: Error | null = null
  for (const mode of writable ? (create ? ['r+', 'wx+'] : ['r+']) : []) {
    const tried = attempt(() => openSync(file, mode, PRIVATE.file))
    if (!(tried instanceof Error)) return { descriptor: tried, writable: true, refused: null }
    if (!isMissing(tried)) refused ??= tried
  }
  const tried = attempt(() => openSync(file, 'r'))
  if (!(tried instanceof Error)) return { descriptor: tried, writable: false, refused: refused?.message ?? null }
  const refusal = isMissing(tried) ? refused : tried
  if (refusal) throw refusal
  return null
}

function attempt<T>(work: () => T): T | Error {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
}

const isMissing = (error: Error) => 'code' in error && error.code === 'ENOENT'

/** The least recently used file is the first to go. */
function touch(descriptor: number): void {
  const now = new Date()
  try {
    futimesSync(descriptor, now, now)
  } catch {
    // A file of another user.
  }
}
