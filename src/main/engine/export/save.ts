import { stat } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole } from '../files/index.ts'

/** @throws AcuityError `file-unwritable` */
export async function saveText(
  file: string,
  text: AsyncIterable<string> | Iterable<string>,
): Promise<{ file: string; bytes: number }> {
  const target = path.resolve(file)
  await writeWhole(target, text)
  return { file: target, bytes: (await stat(target)).size }
}

export async function toText(pieces: AsyncIterable<string> | Iterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
