import { closeSync, constants, existsSync, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs'
import path from 'node:path'
import { ImageFault } from '../../../shared/skip.ts'
import type { ImageStat, OpenImage, StoredImage } from './stored-image.ts'

/** An image that is a file of its own. */
export class ImageFile implements StoredImage {
  readonly #path: string

  /** @param file absolute, with either kind of slashes; it is looked at only where somebody is to see it */
  constructor(file: string) {
    this.#path = file
  }

  get file(): string {
    return path.normalize(this.#path)
  }

  get name(): string {
    return this.file
  }

  stat(): ImageStat | null {
    return statSync(this.#path, { throwIfNoEntry: false }) ?? null
  }

  open(): OpenImage {
    // Without O_NONBLOCK, opening a pipe would wait for ever. (On Windows it is undefined, which changes nothing.)
    const descriptor = openSync(this.#path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const stat = fstatSync(descriptor)
      if (!stat.isFile()) throw new ImageFault('file-unreadable', 'not a regular file')
      return new OpenFile(descriptor, stat)
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
  }

  lost(): string | null {
    const folder = path.dirname(this.file)
    return existsSync(folder) ? null : `The folder ${folder}`
  }
}

class OpenFile implements OpenImage {
  readonly size: number
  readonly mtimeMs: number
  readonly #descriptor: number

  constructor(descriptor: number, { size, mtimeMs }: Stats) {
    this.#descriptor = descriptor
    this.size = size
    this.mtimeMs = mtimeMs
  }

  read(target: Uint8Array, position: number): number {
    return readSync(this.#descriptor, target, 0, target.length, position)
  }

  currentMtimeMs(): number {
    return fstatSync(this.#descriptor).mtimeMs
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}
