import type { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { ThumbnailSummary } from '../../../shared/picture.ts'
import type { ImageLocation } from '../db/index.ts'
import { isDamage, openThumbnailFile, removeThumbnailFile } from './thumbnail-file.ts'
import { ThumbnailTable } from './thumbnail-table.ts'

/** What a thumbnail is of: an image as it was when its row was made. */
type Pictured = Pick<ImageLocation, 'root' | 'path' | 'bytes' | 'mtimeMs'>

/** Some hundred thousand thumbnails. */
export const LIMIT_BYTES = 2 ** 30

/**
 * Thumbnails on disk, so that each is drawn once. They are bound to what the image was when it was indexed, not to its
 * id, which another database gives to another image. Whatever goes wrong with the file costs the thumbnails alone: they
 * are drawn again.
 */
export class KeptThumbnails {
  readonly #file: string
  readonly #limit: number
  #table: ThumbnailTable | null = null
  /** Set when the file has failed: it is not tried again before the next start. */
  #failed = false

  constructor(file: string, limit = LIMIT_BYTES) {
    this.#file = file
    this.#limit = limit
  }

  get(image: Pictured, side: number): Uint8Array<ArrayBuffer> | undefined {
    return this.#attempt((table) => table.get(identity(image, side)))
  }

  add(image: Pictured, side: number, picture: Uint8Array): void {
    this.#attempt((table) => table.add(identity(image, side), picture, this.#limit))
  }

  /** Nothing is made by looking. */
  describe(): ThumbnailSummary {
    const nothing = { images: 0, bytes: 0 }
    const found = existsSync(this.#file) ? (this.#attempt((table) => table.describe()) ?? nothing) : nothing
    return { ...found, limitBytes: this.#limit }
  }

  /** Removes them all; returns what there was. */
  clear(): ThumbnailSummary {
    const there = this.describe()
    if (there.images > 0) this.#attempt((table) => table.clear())
    return there
  }

  close(): void {
    this.#table?.close()
    this.#table = null
  }

  #attempt<T>(work: (store: ThumbnailTable) => T): T | undefined {
    if (this.#failed) return undefined
    try {
      this.#table ??= new ThumbnailTable(openThumbnailFile(this.#file))
      return work(this.#table)
    } catch (error) {
      this.#failed = true
      this.close()
      if (isDamage(error)) removeThumbnailFile(this.#file)
      return undefined
    }
  }
}

function identity({ root, path, bytes, mtimeMs }: Pictured, side: number): Buffer {
  return hash('sha256', [root, path, bytes, mtimeMs, side].join('\0'), 'buffer').subarray(0, 16)
}
