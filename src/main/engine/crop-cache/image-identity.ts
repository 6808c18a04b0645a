import { hash } from 'node:crypto'

export const IDENTITY_BYTES = 16

/** An image file as it was indexed. */
export interface IndexedImage {
  readonly bytes: number
  /** A hash of its head and tail; null where it was not recorded. */
  readonly content: string | null
}

/**
 * What a cached image is found by, in hex, wherever it lies: the first half of a SHA-256. Files that differ only between
 * head and tail share one, and are told apart by what is noted beside the pixels (see SourceFile).
 * @returns null for an image whose content is not known: it is not cached
 */
export function imageIdentity({ bytes, content }: IndexedImage): string | null {
  return content === null ? null : hash('sha256', `${bytes}\0${content}`).slice(0, 2 * IDENTITY_BYTES)
}
