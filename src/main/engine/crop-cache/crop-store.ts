import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { CropMemory } from './crop-memory.ts'
import {
  aligned,
  encodeRecordHeader,
  isStorable,
  pixelBytes,
  RECORD_HEADER_BYTES,
  type CropEntry,
  type CropWindow,
  type RgbImage,
  type SourceFile,
} from './record.ts'
import { SharedTail } from './shared-tail.ts'

/** What a thread needs to use a cache that another one opened. */
export interface CropAttachment {
  readonly file: string
  /** The file's number, by which it is known from another that took its name; null where there is nothing to use. */
  readonly inode: bigint | null
  readonly salt: number
  readonly tail: SharedArrayBuffer
  readonly writable: boolean
}

/**
 * One thread's hand on a cache file. Nothing that is wrong with the file, or with the disk below it, is an error here:
 * what cannot be read is decoded, and what cannot be written is decoded next time.
 */
export class CropStore {
  #descriptor: number | null
  readonly #salt: number
  readonly #tail: SharedTail
  readonly #writable: boolean
  readonly #memory: CropMemory
  readonly #header = Buffer.alloc(RECORD_HEADER_BYTES)

  /** @param memory where images are read, and crops cut: one with room for crops, where there are any to be read */
  constructor({ file, inode, salt, tail, writable }: CropAttachment, memory = new CropMemory(0)) {
    this.#memory = memory
    this.#descriptor = inode === null ? null : openSame(file, inode, writable)
    this.#salt = salt
    this.#tail = new SharedTail(tail)
    this.#writable = writable
  }

  /**
   * Reads an image, where it is there, and whole. Of its record only the pixels are read: whoever found the entry has
   * read the header, and the pixels are those that it tells of if they add up to its hash.
   *
   * @param entry where the cache says that the image lies
   * @returns whether it is there, to be cut from until the memory is used otherwise: if not, it is to be decoded
   */
  load(entry: CropEntry): boolean {
    if (this.#descriptor === null) return false
    const memory = this.#memory
    const bytes = pixelBytes(entry)
    const from = entry.offset + RECORD_HEADER_BYTES
    try {
      if (readSync(this.#descriptor, memory.reserve(bytes), memory.image, bytes, from) < bytes) return false
    } catch {
      return false
    }
    return memory.hash(bytes) === entry.hash
  }

  /**
   * Cuts a crop out of the image that was loaded last.
   * @param target where in the memory it goes: window.height × window.width × 3 bytes, rows of R, G, B
   */
  cut({ width }: CropEntry, window: CropWindow, target: number): void {
    this.#memory.cut(width, window, target)
  }

  /** Keeps an image for the next run; false where it is too large, or the cache or the disk is full. */
  append(identity: string, { width, height, data }: RgbImage, source: SourceFile | null = null): boolean {
    if (this.#descriptor === null || !this.#writable || !isStorable({ width, height })) return false
    const pixels = data.subarray(0, pixelBytes({ width, height }))
    if (pixels.length < pixelBytes({ width, height })) throw new RangeError('the image has fewer pixels than it says')
    const offset = this.#tail.reserve(aligned(RECORD_HEADER_BYTES + pixels.length))
    if (offset === null) return false
    const hash = this.#memory.hashOf(pixels)
    encodeRecordHeader(this.#header, { identity, width, height, hash, source }, offset, this.#salt)
    try {
      // The header comes last, so that a process that dies leaves no record without its pixels.
      writeAll(this.#descriptor, pixels, offset + RECORD_HEADER_BYTES)
      writeAll(this.#descriptor, this.#header, offset)
    } catch {
      // What was reserved stays a hole, and what lies behind it is lost to the next run: no more is written there.
      this.#tail.shut()
      return false
    }
    this.#tail.countAppended()
    return true
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor)
    this.#descriptor = null
  }
}

/** Opens the file that the cache was opened on, or none: it may have been removed, and another may be in its place. */
function openSame(file: string, inode: bigint, writable: boolean): number | null {
  let descriptor: number
  try {
    descriptor = openSync(file, writable ? 'r+' : 'r')
  } catch {
    return null
  }
  if (fstatSync(descriptor, { bigint: true }).ino === inode) return descriptor
  closeSync(descriptor)
  return null
}

function writeAll(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;)
    done += writeSync(descriptor, bytes, done, bytes.length - done, position + done)
}
