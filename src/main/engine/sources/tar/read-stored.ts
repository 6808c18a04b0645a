import { closeSync, openSync, readSync } from 'node:fs'
import { decodeText } from '../../files/index.ts'
import type { Stored } from './stored.ts'

/** The bytes of members of one archive, whole; the caller closes it. */
export class StoredReader {
  readonly #descriptor: number

  /** @throws Error of the operating system */
  constructor(file: string) {
    this.#descriptor = openSync(file, 'r')
  }

  /** The text of a member, as {@link decodeText} has it. */
  text({ offset, size }: Stored): string {
    const bytes = Buffer.alloc(size)
    return decodeText(bytes.subarray(0, readSync(this.#descriptor, bytes, 0, size, offset)))
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}
