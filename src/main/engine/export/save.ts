import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AcuityError } from '../../../shared/errors.ts'

/**
 * Writes text to a file that appears only when it is complete.
 * @throws AcuityError `file-unwritable`
 */
export async function saveText(file: string, text: AsyncIterable<string>): Promise<{ file: string; bytes: number }> {
  const target = path.resolve(file)
  const partial = `${target}.${process.pid}.partial`
  try {
    await mkdir(path.dirname(target), { recursive: true })
    await pipeline(Readable.from(text), createWriteStream(partial))
    await rename(partial, target)
    return { file: target, bytes: (await stat(target)).size }
  } catch (cause) {
    await rm(partial, { force: true })
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause
    throw new AcuityError('file-unwritable', `Cannot write ${target}: ${cause.message}`, { cause })
  }
}

export async function toText(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
