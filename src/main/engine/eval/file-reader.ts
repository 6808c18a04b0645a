import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { ImageFault } from '../../../shared/skip.ts'

/** Far above any photograph; a larger file under an image's name is something else. */
const MAX_BYTES = 512 * 1024 * 1024

/** Reads whole files, one after another, into one buffer that grows to the largest. */
export class FileReader {
  #buffer = new Uint8Array(1024 * 1024)

  /**
   * @returns the content, as a view that the next read overwrites
   * @throws ImageFault `file-missing`, `file-unreadable`, `too-large`
   */
  read(file: string): Uint8Array {
    try {
      const descriptor = openSync(file, 'r')
      try {
        return this.#readAll(descriptor)
      } finally {
        closeSync(descriptor)
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      throw new ImageFault(error.code === 'ENOENT' ? 'file-missing' : 'file-unreadable', error.message)
    }
  }

  #readAll(descriptor: number): Uint8Array {
    const { size } = fstatSync(descriptor)
    if (size > MAX_BYTES) throw new ImageFault('too-large', `${size} bytes`)
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
