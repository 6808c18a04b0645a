import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { isLeftOver, isPassingName, passingName } from './passing-name.ts'

/** Lends a new folder that nobody else may read, for as long as `use` takes; what was left of such ones is removed. */
export async function withPassingFolder<T>(
  parent: string,
  prefix: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  await mkdir(parent, { recursive: true, mode: 0o700 })
  await removeLeftFolders(parent, (name) => isPassingName(name, prefix))
  const folder = path.join(parent, passingName(prefix))
  await mkdir(folder, { mode: 0o700 })
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Removes the folders of processes that were killed. What cannot be removed is no reason not to go on.
 * @param isOurs by its name; where strangers have folders too, only what {@link isPassingName} says
 */
export async function removeLeftFolders(parent: string, isOurs: (name: string) => boolean): Promise<void> {
  const names = await readdir(parent).catch((): string[] => [])
  const folders = names.filter(isOurs).map((name) => path.join(parent, name))
  await Promise.allSettled(
    folders.map(async (folder) => {
      if (await isLeftOver(folder)) await rm(folder, { recursive: true, force: true })
    }),
  )
}
