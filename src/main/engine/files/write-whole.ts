import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AcuityError } from '../../../shared/errors.ts'

/**
 * Writes a file that appears under its name only when it is complete, whatever happens to the process meanwhile.
 * @throws AcuityError `file-unwritable`; what the pieces themselves throw is passed on
 */
export async function writeWhole(
  file: string,
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const partial = `${file}.${process.pid}.partial`
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await pipeline(Readable.from(pieces), createWriteStream(partial, { flush: true }))
    await rename(partial, file)
  } catch (cause) {
    // What could not even be begun cannot be removed either; the first error is the one to tell.
    await rm(partial, { force: true }).catch(() => undefined)
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause
    throw new AcuityError('file-unwritable', `Cannot write ${file}: ${cause.message}`, { cause })
  }
}
