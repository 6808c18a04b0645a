import { closeSync, existsSync, readSync } from 'node:fs'
import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import { ImageFault } from '../../../shared/skip.ts'
import { asImageFault, openImageFile } from './open-file.ts'

/** Reads whole image files, one after another, into one buffer that grows to the largest. */
export class FileReader {
  readonly #retry: string
  #buffer = new Uint8Array(1024 * 1024)

  /** @param retry what to do once whatever is wrong with the machine is mended, as in "resume the run" */
  constructor(retry: string) {
    this.#retry = retry
  }

  /**
   * @param bytes the file's size when it was indexed
   * @returns the content, as a view that the next read overwrites
   * @throws ImageFault `file-missing`, `file-unreadable`, `file-changed`, `too-large`: this file only
   * @throws AcuityError `file-unreadable` where the machine is at fault, or the file's folder is gone with it: a disk
   *   that was unplugged must not turn the rest of a dataset into skips
   */
  read(file: string, bytes: number): Uint8Array {
    try {
      const { descriptor, stat } = openImageFile(file)
      try {
        const content = this.#readAll(descriptor, stat.size)
        if (content.byteLength === bytes) return content
        const sizes = `${bytes} bytes when indexed, ${content.byteLength} now`
        throw new ImageFault('file-changed', `${sizes}: index the folder again`)
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
