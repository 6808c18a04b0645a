import { closeSync, openSync, readSync } from 'node:fs'
import type { Stored } from './stored.ts'

/** The bytes of members of one archive, whole; the caller closes it. */
export class StoredReader {
  readonly #descriptor: number

  /** @throws Error of the operating system */
  constructor(file: string) {
    this.#descriptor = openSync(file, 'r')
  }

  /** The text of a member in UTF-8, without a byte order mark. */
  text({ offset, size }: Stored): string {
    const bytes = Buffer.alloc(size)
    return bytes.toString('utf8', 0, readSync(this.#descriptor, bytes, 0, size, offset)).replace(/^\uFEFF/, '')
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}
