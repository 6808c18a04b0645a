import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError } from '../../../../shared/errors.ts'
import { rangeOf } from '../../../../shared/shards.ts'
import { hasImageName, isLitter } from '../../dataset/index.ts'
import { isRange, MAX_SHARDS, shardsInRange } from '../shard-range.ts'

/** The archives that a dataset is split into: they lie in one folder, and are called `NAME.tar`. */
export interface Shards {
  readonly folder: string
  /** In order, without `.tar`. */
  readonly names: readonly string[]
}

const NUMBERED = /^(?<stem>.*?)(?<number>\d+)$/

export const isShard = (file: string) => file.endsWith('.tar')

/** The folder that shards lie in, by the root of their dataset: a range of them, one of them, or the folder itself. */
export const folderOf = (root: string) => (isShard(root) ? path.dirname(root) : root)

/**
 * The shards of a dataset, all of which are there.
 * @throws AcuityError `not-found` for one of a range that is not, `dataset-invalid` for a range that is none and for a
 *   folder of several datasets
 */
export async function findShards(root: string): Promise<Shards> {
  const folder = folderOf(root)
  if (isRange(root)) return { folder, names: await shardsInRange(root) }
  if (isShard(root)) return { folder, names: [nameOf(path.basename(root))] }
  const names = (await shardsOnlyIn(root)) ?? []
  requireOneStem(root, names)
  return { folder, names }
}

/** The names of shards in a folder that holds nothing else of images, without `.tar`; null where it does, or has none. */
export async function shardsOnlyIn(folder: string): Promise<string[] | null> {
  if (!(await stat(folder).catch(() => null))?.isDirectory()) return null
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !isLitter(name))
  if (entries.some((entry) => entry.isDirectory() || hasImageName(entry.name))) return null
  const shards = entries.filter(({ name }) => isShard(name)).map(({ name }) => nameOf(name))
  return shards.length > 0 ? shards.toSorted() : null
}

/** What is missing in a folder's shards by their numbers: a download that was not finished, perhaps. */
export function gapsIn({ names }: Shards): string[] {
  const all = names.map((name) => NUMBERED.exec(name)?.groups?.['number'])
  const numbers = new Set(all.flatMap((number) => (number === undefined ? [] : [Number(number)])))
  if (numbers.size < names.length) return []
  const [least, last] = [Math.min(...numbers), Math.max(...numbers)]
  const missing =
    last < MAX_SHARDS ? Array.from({ length: last - least }, (_, i) => least + i).filter((n) => !numbers.has(n)) : []
  const [first] = missing
  const width = all[0]?.length ?? 0
  if (first === undefined) return []
  return [
    `${missing.length} of the shards from ${least} to ${last} are not in the folder, ${String(first).padStart(width, '0')} for one: their images are missing.`,
  ]
}

/** A download may have the shards of training and of validation in one folder, as Hugging Face's imagenet-1k-wds has. */
function requireOneStem(folder: string, names: readonly string[]): void {
  const byStem = new Map<string, string[]>()
  for (const name of names) {
    const { stem = name } = NUMBERED.exec(name)?.groups ?? {}
    byStem.set(stem, [...(byStem.get(stem) ?? []), name])
  }
  if (byStem.size < 2) return
  // Without numbers they are no shards, but may be classes.
  if (byStem.size === names.length)
    throw new AcuityError(
      'dataset-invalid',
      `${folder} holds ${names.length} archives that are called each otherwise: take one of them, as ${nameOfAll(names.slice(0, 1))}, ` +
        `or name all of those that are one dataset with a class each, as in ${path.join(folder, nameOfAll(names.slice(0, 2)))}.`,
    )
  const ranges = [...byStem.values()].slice(0, 3).map((set) => rangeOf(set.map((name) => `${name}.tar`)))
  throw new AcuityError(
    'dataset-invalid',
    `${folder} holds the shards of ${byStem.size} datasets: take one of them, as in ${path.join(folder, ranges[0] ?? '')} ` +
      `(there is ${ranges.slice(1).join(', ')} as well).`,
  )
}

/** As shells write it. */
const nameOfAll = (names: readonly string[]) => (names.length > 1 ? `{${names.join(',')}}.tar` : `${names.join()}.tar`)

const nameOf = (file: string) => file.slice(0, -'.tar'.length)
