import { writeFile } from 'node:fs/promises'
import { AcuityError, messageOf } from '../../shared/errors.ts'

/** @throws AcuityError `file-unwritable` */
export async function saveBytes(file: string, bytes: Uint8Array): Promise<{ file: string; bytes: number }> {
  try {
    await writeFile(file, bytes)
  } catch (cause) {
    throw new AcuityError('file-unwritable', `Cannot write ${file}: ${messageOf(cause)}`, { cause })
  }
  return { file, bytes: bytes.length }
}
