import { AcuityError } from '../../../shared/errors.ts'
import { checkSame, type IndexedFile } from './as-indexed.ts'
import { HEAD_BYTES } from './content.ts'
import { freeMemory } from './free-memory.ts'
import { asImageFault } from './image-fault.ts'
import { ImageMemory } from './image-memory.ts'
import { memoryNeeded, readHeader } from './read-header.ts'
import { identifyFormat } from './signature.ts'
import { openImage, readAt, type OpenImage, type StoredImage } from './stored-image.ts'

/** Before a larger file is read, there is to be memory for it and for what it is decoded to. */
const LARGE_FILE_BYTES = 4 << 20
/** A buffer up to this size is kept, unless images of less are counted. */
const MAX_KEPT_BYTES = 16 << 20

/** Reads whole images, one after another, into one buffer that grows to the largest. */
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
   * @throws AcuityError `file-unreadable` where the machine is at fault, or what holds the file is gone with it: a disk
   *   that was unplugged must not turn the rest of a dataset into skips
   */
  read(image: StoredImage, indexed: IndexedFile): Uint8Array {
    try {
      const opened = openImage(image)
      try {
        if (opened.size > LARGE_FILE_BYTES) this.#memory.reserve(memoryOf(opened))
        const content = this.#readAll(opened)
        // Its time is asked when all is read: who writes to it meanwhile changes it.
        this.mtimeMs = opened.currentMtimeMs()
        checkSame(content, this.mtimeMs, indexed)
        return content
      } finally {
        opened.close()
      }
    } catch (error) {
      const lost = image.lost()
      if (lost !== null)
        throw new AcuityError(
          'file-unreadable',
          `${lost} is gone: bring it back and ${this.#retry}, or index the dataset again.`,
          { cause: error },
        )
      throw asImageFault(error, image.name, this.#retry)
    }
  }

  /** Gives back what a large file took, its content being void from then on; a small one's buffer is kept. */
  release(): void {
    this.#memory.release()
    if (this.#buffer.byteLength <= Math.min(MAX_KEPT_BYTES, this.#memory.keeps)) return
    freeMemory(this.#buffer)
    this.#buffer = new Uint8Array(0)
  }

  #readAll(opened: OpenImage): Uint8Array {
    const { size } = opened
    if (size > this.#buffer.byteLength) this.#buffer = new Uint8Array(size)
    let length = 0
    while (length < size) {
      const read = opened.read(this.#buffer.subarray(length, size), length)
      if (read === 0) break
      length += read
    }
    return this.#buffer.subarray(0, length)
  }
}

/** What an image takes that is read and decoded, by its header. */
function memoryOf(opened: OpenImage): number {
  const head = readAt(opened, 0, HEAD_BYTES)
  return memoryNeeded(readHeader(opened, head, identifyFormat(head)), opened.size)
}
