import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { isLeftOver, passingName } from '../processes/index.ts'

const SUFFIX = '.partial'

/** A file's own sign in the names of its partial files, which must not become longer than names can be. */
const prefixOf = (file: string) =>
  `.acuity-${createHash('sha256').update(path.basename(file)).digest('hex').slice(0, 16)}`

/** A new name beside a file, under which it is written. */
export function partialName(file: string): string {
  return path.join(path.dirname(file), passingName(prefixOf(file), SUFFIX))
}

/** Removes what processes that were killed have left of this file, beside it. */
export function removeLeftPartials(file: string): Promise<void> {
  return removeLeft(path.dirname(file), (name) => name.startsWith(`${prefixOf(file)}.`))
}

/** Removes what processes that were killed have left of any file in a folder that is Acuity's own. */
export function removeAllLeftPartials(folder: string): Promise<void> {
  return removeLeft(folder, () => true)
}

/** What cannot be removed is no reason not to go on. */
async function removeLeft(folder: string, isOurs: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder).catch((): string[] => [])
  const partials = names.filter((name) => name.endsWith(SUFFIX) && isOurs(name)).map((name) => path.join(folder, name))
  await Promise.allSettled(
    partials.map(async (file) => {
      if (await isLeftOver(file)) await rm(file, { force: true })
    }),
  )
}
