import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'

/** ImageNet's training images are a thousand or two. */
export const MAX_SHARDS = 100_000

/** Shell's braces, as webdataset takes them: `name-{000000..000012}.tar`. */
const RANGE = /^(?<before>[^{}]*)\{(?<first>\d{1,9})\.\.(?<last>\d{1,9})\}(?<after>[^{}]*)(?<ending>\.(tar|parquet))$/

/** Whether a path names shards by the numbers that they are from and to. */
export const isRange = (root: string) => RANGE.test(path.basename(root))

/**
 * The names of the shards in a range, without their ending; all of them are there.
 * @throws AcuityError `not-found` for one that is not, `dataset-invalid` for a range that is none
 */
export async function shardsInRange(root: string): Promise<string[]> {
  const { before = '', first = '', last = '', after = '', ending = '' } = RANGE.exec(path.basename(root))?.groups ?? {}
  const count = Number(last) - Number(first) + 1
  if (count < 1 || count > MAX_SHARDS)
    throw new AcuityError('dataset-invalid', `${root} is no range of at most ${MAX_SHARDS} shards.`)
  const names = Array.from(
    { length: count },
    (_, i) => `${before}${String(Number(first) + i).padStart(first.length, '0')}${after}`,
  )
  const folder = path.dirname(root)
  const there = new Set(await readdir(folder))
  const missing = names.filter((name) => !there.has(name + ending))
  const [gone] = missing
  if (gone === undefined) return names
  const more = missing.length === 1 ? '' : `, nor are ${missing.length - 1} more`
  throw new AcuityError(
    'not-found',
    `${path.join(folder, gone)}${ending} is not there${more}, of the ${names.length} shards ${path.basename(root)}.`,
  )
}
