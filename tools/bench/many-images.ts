import { existsSync } from 'node:fs'
import { copyFile, link, mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { BenchData } from './data.ts'

const SEPARATOR = '_'

/**
 * Makes a folder in which every image of the data lies under several names of its class. The images are copied once and
 * then linked, so that a hundred names of each take no more space than one.
 * @param scratch on the file system of `target`
 */
export async function makeManyImages(data: BenchData, scratch: string, target: string, copies: number): Promise<void> {
  const originals = path.join(scratch, 'originals')
  await copyImages(data, originals)
  await eachFolder(data.files, target, (folder) => mkdir(folder, { recursive: true }))
  for (const file of data.files) {
    const { dir, base } = path.parse(file)
    await Promise.all(
      Array.from({ length: copies }, (_, copy) =>
        link(path.join(originals, file), path.join(target, dir, `${copy}${SEPARATOR}${base}`)),
      ),
    )
  }
}

/**
 * The originals may be read-only, or on another file system, where they cannot be linked from. They are copied only once:
 * to be written again would change the files of every folder that was made of them.
 */
async function copyImages({ folder, files }: BenchData, target: string): Promise<void> {
  if (existsSync(target)) return
  await eachFolder(files, target, (to) => mkdir(to, { recursive: true }))
  for (const file of files) await copyFile(path.join(folder, file), path.join(target, file))
}

async function eachFolder(files: readonly string[], root: string, make: (folder: string) => Promise<unknown>) {
  for (const folder of new Set(files.map((file) => path.dirname(file)))) await make(path.join(root, folder))
}

/** The image that a name of `makeManyImages` stands for; both relative to their folders. */
export function originalName(file: string): string {
  const { dir, base } = path.parse(file)
  return path.join(dir, base.slice(base.indexOf(SEPARATOR) + 1))
}
