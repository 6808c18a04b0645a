import path from 'node:path'
import { writeWhole } from '../files/index.ts'

/** @throws AcuityError `file-unwritable` */
export async function saveFile(
  file: string,
  content: AsyncIterable<string> | Iterable<string | Uint8Array>,
): Promise<{ file: string; bytes: number }> {
  const target = path.resolve(file)
  return { file: target, bytes: await writeWhole(target, content) }
}

export async function toText(pieces: AsyncIterable<string> | Iterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
