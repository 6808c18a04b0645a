import { closeSync, existsSync, fstatSync, readSync } from 'node:fs'
import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { contentHash, endsOf, HEAD_BYTES, readAt } from './content.ts'
import { freeMemory } from './free-memory.ts'
import { ImageMemory } from './image-memory.ts'
import { asImageFault, openImageFile } from './open-file.ts'
import { memoryNeeded, readHeader } from './read-header.ts'
import { identifyFormat } from './signature.ts'

/** Before a larger file is read, there is to be memory for it and for what it is decoded to. */
const LARGE_FILE_BYTES = 4 << 20
/** A buffer up to this size is kept, unless images of less are counted. */
const MAX_KEPT_BYTES = 16 << 20

/** What a file was when it was indexed. */
export interface IndexedFile {
  readonly bytes: number
  /** The time that it had then, or was last found to be the same at; null where its time is not asked for. */
  readonly seenMs: number | null
  /** See {@link contentHash}; null where it was not recorded. */
  readonly content: string | null
}

/** Reads whole image files, one after another, into one buffer that grows to the largest. */
export class FileReader {
  readonly #retry: string
  readonly #memory: ImageMemory
  #buffer = new Uint8Array(1024 * 1024)
  /** The time of the file that was read last. */
  mtimeMs = 0

  /**
   * @param retry what to do once whatever is wrong with the machine is mended, as in "resume the run"
   * @param memory where large images are counted, as their decoder does
   */
  constructor(retry: string, memory: ImageMemory = new ImageMemory()) {
    this.#retry = retry
    this.#memory = memory
  }

  /**
   * @param indexed what the file has to be still; one that was only touched is
   * @returns the content, as a view that the next read overwrites
   * @throws ImageFault `file-missing`, `file-unreadable`, `file-changed`, `too-large`: this file only
   * @throws AcuityError `file-unreadable` where the machine is at fault, or the file's folder is gone with it: a disk
   *   that was unplugged must not turn the rest of a dataset into skips
   */
  read(file: string, indexed: IndexedFile): Uint8Array {
    try {
      const { descriptor, stat } = openImageFile(file)
      try {
        if (stat.size > LARGE_FILE_BYTES) this.#memory.reserve(memoryOf(descriptor, stat.size))
        const content = this.#readAll(descriptor, stat.size)
        // Its time is asked when all is read: who writes to it meanwhile changes it.
        this.mtimeMs = fstatSync(descriptor).mtimeMs
        checkSame(content, this.mtimeMs, indexed)
        return content
      } finally {
        closeSync(descriptor)
      }
    } catch (error) {
      const folder = path.dirname(file)
      if (!existsSync(folder))
        throw new AcuityError(
          'file-unreadable',
          `The folder ${folder} is gone: bring it back and ${this.#retry}, or index the dataset again.`,
          { cause: error },
        )
      throw asImageFault(error, file, this.#retry)
    }
  }

  /** Gives back what a large file took, its content being void from then on; a small one's buffer is kept. */
  release(): void {
    this.#memory.release()
    if (this.#buffer.byteLength <= Math.min(MAX_KEPT_BYTES, this.#memory.keeps)) return
    freeMemory(this.#buffer)
    this.#buffer = new Uint8Array(0)
  }

  #readAll(descriptor: number, size: number): Uint8Array {
    if (size > this.#buffer.byteLength) this.#buffer = new Uint8Array(size)
    let length = 0
    while (length < size) {
      const read = readSync(descriptor, this.#buffer, length, size - length, null)
      if (read === 0) break
      length += read
    }
    return this.#buffer.subarray(0, length)
  }
}

/** @throws ImageFault `file-changed` */
function checkSame(content: Uint8Array, mtimeMs: number, indexed: IndexedFile): void {
  const { bytes, seenMs } = indexed
  if (content.byteLength !== bytes) throw changed(`${bytes} bytes when indexed, ${content.byteLength} now`)
  if (seenMs === null || mtimeMs === seenMs || contentHash(endsOf(content)) === indexed.content) return
  const times = `as many bytes as when indexed, but written since (${new Date(mtimeMs).toISOString()})`
  throw changed(indexed.content === null ? times : `${times}, with other content`)
}

const changed = (how: string) => new ImageFault('file-changed', `${how}: index the folder again`)

/** What a file takes that is read and decoded, by its header. */
function memoryOf(descriptor: number, size: number): number {
  const head = readAt(descriptor, 0, HEAD_BYTES)
  return memoryNeeded(readHeader(descriptor, size, head, identifyFormat(head)), size)
}
