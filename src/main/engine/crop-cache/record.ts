import { crc32 } from 'node:zlib'
import { IDENTITY_BYTES } from './image-identity.ts'

/** Pixels as rows of interleaved R, G, B bytes: `data` is height × width × 3. */
export interface RgbImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A rectangle of an image, in pixels. */
export interface CropWindow {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** What stands before the pixels of an image. */
export interface RecordHeader {
  readonly identity: string
  readonly width: number
  readonly height: number
  /**
   * XXH64 of the pixels, which are summed up whenever they are read: zlib's CRC-32 takes more than twice as long.
   */
  readonly hash: bigint
  /** The file that the pixels were made of; null where nobody noted it. */
  readonly source: SourceFile | null
}

/** A file when it was decoded. */
export interface SourceFile {
  readonly mtimeMs: number
  /** XXH64 of all its bytes. */
  readonly hash: bigint
  /** CRC-32 of its path in the dataset. */
  readonly place: number
}

export const placeOf = (path: string): number => crc32(path)

/** Where an image's record lies in its cache file, and what its header says of it. */
export interface CropEntry extends Omit<RecordHeader, 'identity'> {
  /** In bytes. */
  readonly offset: number
}

/** Records begin at multiples of this, which the file counts in. */
export const BLOCK_BYTES = 64
export const RECORD_HEADER_BYTES = BLOCK_BYTES

/** A handful of larger images would fill the cache, and each thread keeps a buffer for the largest it has met. */
const MAX_PIXEL_BYTES = 16 << 20

const MAGIC = Buffer.from('CROP').readUInt32LE()
const AT = {
  magic: 0,
  block: 4,
  width: 8,
  height: 12,
  identity: 16,
  pixelHash: 32,
  sourceMs: 40,
  sourceHash: 48,
  sourcePlace: 56,
  headerCrc: 60,
} as const

export const pixelBytes = ({ width, height }: Pick<RgbImage, 'width' | 'height'>) => width * height * 3

/** Bytes up to where the next record begins. */
export const aligned = (bytes: number) => Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES

/** Whether an image of this size can have a record. */
export function isStorable({ width, height }: Pick<RgbImage, 'width' | 'height'>): boolean {
  return width > 0 && height > 0 && pixelBytes({ width, height }) <= MAX_PIXEL_BYTES
}

/**
 * Writes a record's header into `target`. It says where it stands, and its checksum begins with the file's salt:
 * what is left of another file, or is found elsewhere, is never taken for a record.
 */
export function encodeRecordHeader(target: Buffer, header: RecordHeader, offset: number, salt: number): void {
  target.fill(0, 0, RECORD_HEADER_BYTES)
  target.writeUInt32LE(MAGIC, AT.magic)
  target.writeUInt32LE(offset / BLOCK_BYTES, AT.block)
  target.writeUInt32LE(header.width, AT.width)
  target.writeUInt32LE(header.height, AT.height)
  target.write(header.identity, AT.identity, IDENTITY_BYTES, 'hex')
  target.writeBigUInt64LE(header.hash, AT.pixelHash)
  target.writeDoubleLE(header.source?.mtimeMs ?? 0, AT.sourceMs)
  target.writeBigUInt64LE(header.source?.hash ?? 0n, AT.sourceHash)
  target.writeUInt32LE(header.source?.place ?? 0, AT.sourcePlace)
  target.writeUInt32LE(crc32(target.subarray(0, AT.headerCrc), salt), AT.headerCrc)
}

/** The header at the start of `source`, which was read from `offset`; null where no record begins there. */
export function parseRecordHeader(source: Buffer, offset: number, salt: number): RecordHeader | null {
  if (source.readUInt32LE(AT.magic) !== MAGIC || source.readUInt32LE(AT.block) !== offset / BLOCK_BYTES) return null
  if (source.readUInt32LE(AT.headerCrc) !== crc32(source.subarray(0, AT.headerCrc), salt)) return null
  const size = { width: source.readUInt32LE(AT.width), height: source.readUInt32LE(AT.height) }
  if (!isStorable(size)) return null
  const sourceHash = source.readBigUInt64LE(AT.sourceHash)
  return {
    ...size,
    identity: source.toString('hex', AT.identity, AT.identity + IDENTITY_BYTES),
    hash: source.readBigUInt64LE(AT.pixelHash),
    source:
      sourceHash === 0n
        ? null
        : {
            mtimeMs: source.readDoubleLE(AT.sourceMs),
            hash: sourceHash,
            place: source.readUInt32LE(AT.sourcePlace),
          },
  }
}
