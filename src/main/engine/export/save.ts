import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import { writeWhole } from '../files/index.ts'

type Pieces<T> = AsyncIterable<T> | Iterable<T>

/**
 * @param signal ends it between two pieces; then there is no such file, or the one that there was
 * @throws AcuityError `file-unwritable`, `cancelled`
 */
export async function saveFile(
  file: string,
  content: Pieces<string | Uint8Array>,
  signal?: AbortSignal,
): Promise<{ file: string; bytes: number }> {
  const target = path.resolve(file)
  const pieces = async function* () {
    for await (const piece of content) {
      if (signal?.aborted) throw new AcuityError('cancelled', `Writing ${target} was cancelled.`)
      yield piece
    }
  }
  return { file: target, bytes: await writeWhole(target, pieces()) }
}

export async function toText(pieces: Pieces<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
