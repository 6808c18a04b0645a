import { readFile, stat } from 'node:fs/promises'
import { AcuityError, messageOf } from '../../../shared/errors.ts'

/** Lists of a million lines fit; whatever is larger is something else. */
export const MAX_TEXT_BYTES = 64 * 1024 * 1024

/**
 * Reads a text file in UTF-8, without its byte order mark.
 * @param what what the file is meant to be, for the message
 * @param most bytes that such a file may have
 * @throws AcuityError `file-unreadable`
 */
export async function readText(file: string, what: string, most = MAX_TEXT_BYTES): Promise<string> {
  try {
    const found = await stat(file)
    if (!found.isFile()) throw new Error('it is not a regular file')
    if (found.size > most) throw new Error(`its ${found.size} bytes are more than such a file can have`)
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
  } catch (cause) {
    throw new AcuityError('file-unreadable', `Cannot read the ${what} ${file}: ${messageOf(cause)}`, { cause })
  }
}
