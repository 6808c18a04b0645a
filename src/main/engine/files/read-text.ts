import { readFile, stat } from 'node:fs/promises'
import { AcuityError, messageOf } from '../../../shared/errors.ts'

/** Lists of a million lines fit; whatever is larger is something else. */
export const MAX_TEXT_BYTES = 64 * 1024 * 1024

/** Text in UTF-8, or in UTF-16 as its byte order mark says, without that mark. */
export function decodeText(bytes: Buffer): string {
  const [first, second] = bytes
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder(first === 0xff && second === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes)
}

/**
 * Reads a text file in UTF-8, or in UTF-16 with a byte order mark.
 * @param what what the file is meant to be, for the message
 * @param most bytes that such a file may have
 * @throws AcuityError `file-unreadable`
 */
export async function readText(file: string, what: string, most = MAX_TEXT_BYTES): Promise<string> {
  try {
    const found = await stat(file)
    if (!found.isFile()) throw new Error('it is not a regular file')
    if (found.size > most) throw new Error(`its ${found.size} bytes are more than such a file can have`)
    return decodeText(await readFile(file))
  } catch (cause) {
    throw new AcuityError('file-unreadable', `Cannot read the ${what} ${file}: ${messageOf(cause)}`, { cause })
  }
}
