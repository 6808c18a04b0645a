import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import type { Remedy } from '../../../shared/remedy.ts'

/** A file that is imported, and how errors speak of it. */
export class ImportFile {
  readonly path: string
  readonly bytes: number
  #hash: Hash | null = null

  private constructor(file: string, bytes: number) {
    this.path = file
    this.bytes = bytes
  }

  /** @throws AcuityError `file-unreadable` */
  static async of(named: string): Promise<ImportFile> {
    const file = path.resolve(named)
    try {
      const found = await stat(file)
      if (!found.isFile()) throw new Error('it is not a regular file')
      return new ImportFile(file, found.size)
    } catch (cause) {
      throw new AcuityError('file-unreadable', `Cannot read the file to be imported ${file}: ${messageOf(cause)}`, {
        cause,
      })
    }
  }

  /** What its content is, by how it begins. */
  async form(): Promise<'csv' | 'json' | 'npz'> {
    const handle = await open(this.path)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
      const begin = buffer
        .toString('utf8', 0, bytesRead)
        .replace(/^\ufeff/, '')
        .trimStart()
      if (begin.startsWith('PK')) return 'npz'
      return begin.startsWith('{') || begin.startsWith('[') ? 'json' : 'csv'
    } finally {
      await handle.close()
    }
  }

  /** Takes up the next bytes of a content that is read from its begin to its end: it is not read again to be hashed. */
  hash(bytes: Buffer): void {
    this.#hash ??= createHash('sha256')
    this.#hash.update(bytes)
  }

  /** The SHA-256 of its content, in hex. What was read in another order is read once more. */
  async sha256(signal: AbortSignal): Promise<string> {
    if (!this.#hash)
      for await (const chunk of createReadStream(this.path, { highWaterMark: 1 << 20, signal }))
        this.hash(chunk as Buffer)
    return (this.#hash ?? createHash('sha256')).digest('hex')
  }

  /** @param where in the file: `line 7`; empty where it is about the whole of it */
  invalid(where: string, problem: string, remedies: readonly Remedy[] = []): AcuityError {
    return new AcuityError('import-invalid', `${this.path}${where && `, ${where}`}: ${problem}.`, { remedies })
  }
}
