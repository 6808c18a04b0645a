import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import { parseRange, stemOf, type ShardRange } from '../../../shared/shards.ts'

/** ImageNet's training images are a thousand or two. */
export const MAX_SHARDS = 100_000

const rangeIn = (root: string) => parseRange(path.basename(root))

/** Whether a path names several shards, by their numbers or by what else differs in their names. */
export const isRange = (root: string) => rangeIn(root) !== null

/** What a dataset is called that lies at a path of shards: several, one, or the folder that they are in. */
export function nameOfShards(root: string): string {
  const range = rangeIn(root)
  return range ? stemOf(range) : path.basename(root).replace(/\.(tar|parquet)$/i, '')
}

/**
 * The names of the shards in a range, without their ending; all of them are there.
 * @throws AcuityError `not-found` for one that is not, `dataset-invalid` for a range that is none
 */
export async function shardsInRange(root: string): Promise<string[]> {
  const range = rangeIn(root)
  const names = range ? namesIn(range) : []
  if (!range || names.length === 0)
    throw new AcuityError('dataset-invalid', `${root} is no range of at most ${MAX_SHARDS} shards.`)
  const folder = path.dirname(root)
  const there = new Set(await readdir(folder))
  const missing = names.filter((name) => !there.has(name + range.ending))
  const [gone] = missing
  if (gone === undefined) return names
  const more = missing.length === 1 ? '' : `, nor are ${missing.length - 1} more`
  throw new AcuityError(
    'not-found',
    `${path.join(folder, gone)}${range.ending} is not there${more}, of the ${names.length} shards ${path.basename(root)}.`,
  )
}

/** None where there are too many. */
function namesIn({ before, each, after }: ShardRange): string[] {
  if (!('first' in each)) return each.map((part) => before + part + after)
  const { first, last } = each
  const length = Number(last) - Number(first) + 1
  if (length < 1 || length > MAX_SHARDS) return []
  return Array.from({ length }, (_, i) => before + String(Number(first) + i).padStart(first.length, '0') + after)
}
