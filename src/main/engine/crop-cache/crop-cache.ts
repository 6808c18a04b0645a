import { closeSync, fstatSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { messageOf } from '../../../shared/errors.ts'
import type { CropCacheKey } from '../../../shared/crop-cache.ts'
import { PRIVATE } from '../files/index.ts'
import { cropFileName, formerFileName } from './crop-key.ts'
import type { CropAttachment } from './crop-store.ts'
import { expectedBytes } from './expected-bytes.ts'
import { tryLockFile, type Lock, type Locks } from './locks.ts'
import { makeRoom, removeUnused } from './make-room.ts'
import { extendIndex, openCropFile, type OpenCropFile } from './open-crop-file.ts'
import { followRecords } from './read-records.ts'
import type { CropEntry } from './record.ts'
import { SharedTail } from './shared-tail.ts'

export interface CropCacheOptions {
  locks: Locks
  /** How many images the dataset has, and how many of them the run will ask for. */
  images: { dataset: number; run: number }
  /** Bytes that other caches, opened for the same work, may come to take more. */
  promised?: number
}

/**
 * The resized images of one dataset and its copies, kept in one file so that they are decoded once. The thread that opens it knows
 * where each image lies; worker threads read and append (see CropStore). One process at a time appends to a file, the
 * one that got its lock; all others read what was there when they opened it.
 */
export class CropCache {
  /** Why there is no cache to be used, or none to be written, where that is not as it should be. */
  readonly problem: string | null
  /** Bytes that it comes to take more, roughly. */
  readonly growth: number
  readonly #open: OpenCropFile | null
  readonly #lock: Lock | null
  readonly #tail: SharedTail

  private constructor(
    open: OpenCropFile | null,
    lock: Lock | null,
    { most, expected }: { most: number; expected: number },
    problem: string | null,
  ) {
    const own = open?.records.end ?? 0
    this.#open = open
    this.#lock = lock
    this.#tail = SharedTail.create(own, most)
    this.growth = Math.max(0, Math.min(most, expected) - own)
    this.problem = problem
  }

  /** Never fails because of the file or its disk: at worst the cache is empty, and keeps nothing. */
  static async open(folder: string, key: CropCacheKey, options: CropCacheOptions): Promise<CropCache> {
    const { locks, images, promised = 0 } = options
    const name = cropFileName(key)
    const expected = expectedBytes(key, images.run)
    const lock = tryLockFile(locks, name)
    try {
      if (lock) await removeUnused(folder, formerFileName(key), locks)
      if (lock) await mkdir(folder, { recursive: true, mode: PRIVATE.folder })
      const most = lock ? await makeRoom(folder, { name, bytes: expected, promised }, locks) : 0
      const open = await openCropFile(path.join(folder, name), key, {
        writable: lock !== null,
        create: most > 0,
        mostRecords: 2 * images.dataset,
      })
      return new CropCache(open, lock, { most, expected }, open?.refused ?? null)
    } catch (error) {
      lock?.release()
      if (!(error instanceof Error && 'code' in error)) throw error
      return new CropCache(null, null, { most: 0, expected }, messageOf(error))
    }
  }

  /** Where the image lies, as of when the cache was opened; null where it has to be decoded. */
  find(identity: string): CropEntry | null {
    return this.#open?.records.entries.get(identity) ?? null
  }

  /** What a worker thread opens its CropStore with; it can be cloned. */
  attachment(): CropAttachment {
    const tail = this.#tail.buffer
    if (!this.#open) return { file: '', inode: null, salt: 0, tail, writable: false }
    const { file, descriptor, header, writable } = this.#open
    const inode = fstatSync(descriptor, { bigint: true }).ino
    return { file, inode, salt: header.salt, tail, writable }
  }

  /** Images that were there when the cache was opened, and those that were appended since. */
  get counts(): { found: number; appended: number } {
    return { found: this.#open?.records.entries.size ?? 0, appended: this.#tail.appended }
  }

  /** To be called when the workers have closed their stores. */
  async close(): Promise<void> {
    try {
      if (this.#open) await finish(this.#open)
    } finally {
      this.#lock?.release()
    }
  }
}

async function finish({ file, descriptor, writable, header, records }: OpenCropFile): Promise<void> {
  try {
    const indexed = records.count
    if (writable) await extendIndex(file, indexed, await followRecords(records, descriptor, header))
  } catch {
    // The next run follows the file itself.
  } finally {
    closeSync(descriptor)
  }
}
