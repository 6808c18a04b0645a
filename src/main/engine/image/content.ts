import { hash } from 'node:crypto'
import { openImage, readAt, type OpenImage, type StoredImage } from './stored-image.ts'

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

/** Reads the ends of an open image. */
export function readEnds(opened: OpenImage): FileEnds {
  const { size } = opened
  return {
    head: readAt(opened, 0, Math.min(HEAD_BYTES, size)),
    tail: readAt(opened, Math.max(0, size - TAIL_BYTES), Math.min(TAIL_BYTES, size)),
  }
}

/** The ends of a file that was read whole. */
export function endsOf(content: Uint8Array): FileEnds {
  return { head: content.subarray(0, HEAD_BYTES), tail: Buffer.from(content.subarray(-TAIL_BYTES)) }
}

/**
 * The content of an image by its ends, without reading what lies between.
 * @throws ImageFault, or Error of the operating system
 */
export function hashEnds(image: StoredImage): string {
  const opened = openImage(image)
  try {
    return contentHash(readEnds(opened))
  } finally {
    opened.close()
  }
}
