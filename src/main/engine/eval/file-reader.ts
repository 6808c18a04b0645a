import { closeSync, existsSync, readSync } from 'node:fs'
import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import { asImageFault, openImageFile } from '../image/index.ts'

/** Reads whole image files, one after another, into one buffer that grows to the largest. */
export class FileReader {
  #buffer = new Uint8Array(1024 * 1024)

  /**
   * @returns the content, as a view that the next read overwrites
   * @throws ImageFault `file-missing`, `file-unreadable`, `too-large`: this file only
   * @throws AcuityError `file-unreadable` where the machine is at fault, or the file's folder is gone with it: a disk
   *   that was unplugged must not turn the rest of a dataset into skips
   */
  read(file: string): Uint8Array {
    try {
      const { descriptor, stat } = openImageFile(file)
      try {
        return this.#readAll(descriptor, stat.size)
      } finally {
        closeSync(descriptor)
      }
    } catch (error) {
      const folder = path.dirname(file)
      if (!existsSync(folder))
        throw new AcuityError(
          'file-unreadable',
          `The folder ${folder} is gone: bring it back and resume the run, or index the dataset again.`,
          { cause: error },
        )
      throw asImageFault(error, file, 'resume the run')
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
