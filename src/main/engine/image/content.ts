import { hash } from 'node:crypto'
import { closeSync, readSync } from 'node:fs'
import { openImageFile } from './open-file.ts'

/** Covers the header of an ordinary photograph, EXIF thumbnail included. */
export const HEAD_BYTES = 16 << 10
/** Room for an end marker and a little padding behind it. */
const TAIL_BYTES = 1 << 10

/** What indexing reads of every file. */
export interface FileEnds {
  /** The first 16 KiB. */
  readonly head: Uint8Array
  /** The last KiB; of a short file it may lie within the head. */
  readonly tail: Buffer
}

/**
 * Tells a file from another of its size: half of the SHA-256 of its head and tail, in hex. What is changed only between
 * the two, and in place, is not told; no image is encoded anew without changing either.
 */
export function contentHash({ head, tail }: FileEnds): string {
  return hash('sha256', Buffer.concat([head, tail])).slice(0, 32)
}

/** Reads the ends of an open file. */
export function readEnds(descriptor: number, size: number): FileEnds {
  return {
    head: readAt(descriptor, 0, Math.min(HEAD_BYTES, size)),
    tail: readAt(descriptor, Math.max(0, size - TAIL_BYTES), Math.min(TAIL_BYTES, size)),
  }
}

/** The ends of a file that was read whole. */
export function endsOf(content: Uint8Array): FileEnds {
  return { head: content.subarray(0, HEAD_BYTES), tail: Buffer.from(content.subarray(-TAIL_BYTES)) }
}

/**
 * The content of a file by its ends, without reading what lies between.
 * @throws ImageFault, or Error of the operating system
 */
export function hashFileEnds(file: string): string {
  const { descriptor, stat } = openImageFile(file)
  try {
    return contentHash(readEnds(descriptor, stat.size))
  } finally {
    closeSync(descriptor)
  }
}

export function readAt(descriptor: number, position: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  return buffer.subarray(0, readSync(descriptor, buffer, 0, length, position))
}
