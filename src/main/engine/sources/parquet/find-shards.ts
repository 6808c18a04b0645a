import { readdirSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError } from '../../../../shared/errors.ts'
import { rangeOf as joined } from '../../../../shared/shards.ts'
import { hasImageName, isLitter } from '../../dataset/index.ts'
import { isRange, shardsInRange } from '../shard-range.ts'

const ENDING = '.parquet'
export const isCalledParquet = (file: string) => file.toLowerCase().endsWith(ENDING)

/** Where a repository of Hugging Face's keeps its shards, if not in its root. */
const DATA = 'data'

/** `validation-00003-of-00014`, with a hash behind it in older repositories; and any other name with a number at its end. */
const NUMBERED = /^(?<split>.+?)[-_.]?(?<number>\d+)(?:-of-(?<all>\d+)(?:-[0-9a-f]{8,})?)?$/

/** What people evaluate on comes first. */
const SPLITS = [/^(val|validation|valid|dev)$/i, /^(test|testing|eval)$/i, /./]

/** The folder that shards lie in, by the root of their dataset: a range, a file, or a folder that has them or `data/` in it. */
export function folderOf(root: string): string {
  if (isCalledParquet(root)) return path.dirname(root)
  try {
    return readdirSync(root).some(isCalledParquet) ? root : path.join(root, DATA)
  } catch {
    return root
  }
}

/** Whether a folder holds shards of Parquet, and no images beside them. */
export async function holdsShards(root: string): Promise<boolean> {
  if (!(await stat(root).catch(() => null))?.isDirectory()) return false
  const names: string[] = await readdir(root).catch(() => [])
  if (names.some(isCalledParquet)) return !names.some(hasImageName)
  return names.includes(DATA) && (await readdir(path.join(root, DATA)).catch(() => [])).some(isCalledParquet)
}

/**
 * The shards of a dataset, in order, without their ending, all in one folder; and what seems to be missing of them.
 * @throws AcuityError `dataset-invalid` for a folder of several splits; and as {@link shardsInRange}
 */
export async function findShards(root: string): Promise<{ names: string[]; warnings: string[] }> {
  if (isRange(root)) return { names: await shardsInRange(root), warnings: [] }
  if (isCalledParquet(root)) return { names: [nameOf(path.basename(root))], warnings: [] }
  const folder = folderOf(root)
  const files = (await readdir(folder)).filter((name) => isCalledParquet(name) && !isLitter(name))
  const names = files.map(nameOf).toSorted()
  requireOneSplit(folder, names)
  return { names, warnings: missingOf(names) }
}

const nameOf = (file: string) => file.slice(0, -ENDING.length)

function requireOneSplit(folder: string, names: readonly string[]): void {
  const bySplit = new Map<string, string[]>()
  for (const name of names) {
    const split = NUMBERED.exec(name)?.groups?.['split'] ?? name
    bySplit.set(split, [...(bySplit.get(split) ?? []), name])
  }
  if (bySplit.size < 2) return
  const order = (split: string) => SPLITS.findIndex((names) => names.test(split))
  const [best = '', ...others] = [...bySplit.keys()].toSorted((a, b) => order(a) - order(b))
  throw new AcuityError(
    'dataset-invalid',
    `${folder} holds the splits ${[best, ...others].slice(0, 5).join(', ')}. Did you mean ` +
      `${path.join(folder, rangeOf(bySplit.get(best) ?? []))}? (There is ` +
      `${others
        .slice(0, 3)
        .map((split) => rangeOf(bySplit.get(split) ?? []))
        .join(', ')} as well.)`,
  )
}

const rangeOf = (names: readonly string[]) => joined(names.map((name) => name + ENDING))

/** A shard says how many there are. */
function missingOf(names: readonly string[]): string[] {
  const all = Number(NUMBERED.exec(names[0] ?? '')?.groups?.['all'] ?? 0)
  if (all <= names.length) return []
  return [`${all - names.length} of ${all} shards are not in the folder: their images are missing.`]
}
