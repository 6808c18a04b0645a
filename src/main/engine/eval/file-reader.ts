import { closeSync, constants, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import { ImageFault } from '../../../shared/skip.ts'

/** Far above any photograph; a larger file under an image's name is something else. */
const MAX_BYTES = 512 * 1024 * 1024

/** Faults of this machine at this moment, not of the file: the run must stop, so that it can be resumed. */
const MACHINE_FAULTS = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'])

/** Reads whole files, one after another, into one buffer that grows to the largest. */
export class FileReader {
  #buffer = new Uint8Array(1024 * 1024)

  /**
   * @returns the content, as a view that the next read overwrites
   * @throws ImageFault `file-missing`, `file-unreadable`, `too-large`: this file only
   * @throws AcuityError `file-unreadable` where the file's folder is gone with it: a disk that was unplugged must not
   *   turn the rest of a dataset into skips
   */
  read(file: string): Uint8Array {
    try {
      // Without O_NONBLOCK, opening a pipe that lies in the folder would wait for ever. (On Windows it is undefined, which changes nothing.)
      const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK)
      try {
        return this.#readAll(descriptor)
      } finally {
        closeSync(descriptor)
      }
    } catch (error) {
      throw isErrno(error) ? explain(file, error) : error
    }
  }

  #readAll(descriptor: number): Uint8Array {
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) throw new ImageFault('file-unreadable', 'not a regular file')
    if (stat.size > MAX_BYTES) throw new ImageFault('too-large', `${stat.size} bytes`)
    if (stat.size > this.#buffer.byteLength) this.#buffer = new Uint8Array(stat.size)
    let length = 0
    while (length < stat.size) {
      const read = readSync(descriptor, this.#buffer, length, stat.size - length, null)
      if (read === 0) break
      length += read
    }
    return this.#buffer.subarray(0, length)
  }
}

function isErrno(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error
}

function explain(file: string, error: NodeJS.ErrnoException): Error {
  const folder = path.dirname(file)
  if (MACHINE_FAULTS.has(error.code ?? ''))
    return new AcuityError(
      'file-unreadable',
      `Cannot read ${file}: ${error.message}. Resume the run when that is mended.`,
    )
  if (!existsSync(folder))
    return new AcuityError(
      'file-unreadable',
      `The folder ${folder} is gone: bring it back and resume the run, or index the dataset again.`,
    )
  return new ImageFault(error.code === 'ENOENT' ? 'file-missing' : 'file-unreadable', error.message)
}
