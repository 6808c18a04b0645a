import { randomBytes } from 'node:crypto'
import { readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { CropCacheKey } from '../../../shared/crop-cache.ts'
import { PIXELS_VERSION } from './crop-key.ts'
import { aligned } from './record.ts'

const MAGIC = Buffer.from('ACUCROPS')
/** 2 since images are found by their content: in files of before they would not be. */
const FORMAT_VERSION = 2
const AT = { version: 8, salt: 12, keyBytes: 16, crc: 20, key: 24 } as const
/** Far above any path, which is all in it that has no length of its own. */
const MAX_KEY_BYTES = 1 << 16

const StoredKey = CropCacheKey.extend({ pixels: z.int() })

export interface FileHeader {
  key: CropCacheKey
  /** A random number, with which the checksums of the file's records begin. */
  salt: number
  /** Where the first record begins. */
  end: number
}

/** A new file's header, ready to be written. */
export function createFileHeader(key: CropCacheKey): { header: FileHeader; content: Buffer } {
  const stored = { ...key, pixels: PIXELS_VERSION } satisfies z.infer<typeof StoredKey>
  const json = Buffer.from(JSON.stringify(stored))
  const end = aligned(AT.key + json.length)
  const content = Buffer.alloc(end)
  const salt = randomBytes(4).readUInt32LE()
  MAGIC.copy(content)
  content.writeUInt32LE(FORMAT_VERSION, AT.version)
  content.writeUInt32LE(salt, AT.salt)
  content.writeUInt32LE(json.length, AT.keyBytes)
  json.copy(content, AT.key)
  content.writeUInt32LE(checksum(content, json.length), AT.crc)
  return { header: { key, salt, end }, content }
}

/**
 * Reads the header of a cache file; null where it is none, is damaged, or is of another version of the format or of
 * the pixels, all of which make the file worthless.
 * @throws Error of the operating system
 */
export function readFileHeader(descriptor: number): FileHeader | null {
  const content = Buffer.alloc(AT.key + MAX_KEY_BYTES)
  const length = readSync(descriptor, content, 0, content.length, 0)
  if (length < AT.key || !content.subarray(0, MAGIC.length).equals(MAGIC)) return null
  const keyBytes = content.readUInt32LE(AT.keyBytes)
  if (content.readUInt32LE(AT.version) !== FORMAT_VERSION || AT.key + keyBytes > length) return null
  if (content.readUInt32LE(AT.crc) !== checksum(content, keyBytes)) return null
  const stored = parseJson(content.toString('utf8', AT.key, AT.key + keyBytes))
  if (!stored.success || stored.data.pixels !== PIXELS_VERSION) return null
  return { key: CropCacheKey.parse(stored.data), salt: content.readUInt32LE(AT.salt), end: aligned(AT.key + keyBytes) }
}

function checksum(content: Buffer, keyBytes: number): number {
  return crc32(content.subarray(AT.key, AT.key + keyBytes), crc32(content.subarray(0, AT.crc)))
}

function parseJson(text: string) {
  try {
    return StoredKey.safeParse(JSON.parse(text))
  } catch {
    return StoredKey.safeParse(undefined)
  }
}
