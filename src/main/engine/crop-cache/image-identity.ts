import { hash } from 'node:crypto'

export const IDENTITY_BYTES = 16

/** An image file as it was indexed. */
export interface IndexedImage {
  /** Relative to the dataset's folder. */
  readonly path: string
  readonly bytes: number
  readonly mtimeMs: number
}

/**
 * What a cached image is found by, in hex: the first half of a SHA-256, so that no two images of a dataset share it.
 * A file that changed has another one.
 */
export function imageIdentity({ path, bytes, mtimeMs }: IndexedImage): string {
  return hash('sha256', `${bytes}\0${mtimeMs}\0${path}`).slice(0, 2 * IDENTITY_BYTES)
}
