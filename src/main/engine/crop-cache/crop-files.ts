import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { EXTENSION } from './crop-key.ts'
import { indexFileOf } from './read-records.ts'

/** A cache file as the folder lists it. */
export interface CropFile {
  name: string
  /** With its index. */
  bytes: number
  /** When a run last opened or extended it. */
  usedMs: number
}

/** The cache files of a folder, the least recently used first; none where the folder is missing or closed to us. */
export async function findCropFiles(folder: string): Promise<CropFile[]> {
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => name.endsWith(EXTENSION))
  const files = await Promise.all(names.map((name) => statFile(path.join(folder, name))))
  return files.filter((file) => file !== null).toSorted((a, b) => a.usedMs - b.usedMs)
}

/**
 * To be called by who holds the file's lock. The index goes first: nobody would find it without its file.
 * @throws Error of the operating system
 */
export async function removeCropFile(file: string): Promise<void> {
  await rm(indexFileOf(file), { force: true })
  await rm(file, { force: true })
}

async function statFile(file: string): Promise<CropFile | null> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) return null
  const index = await stat(indexFileOf(file)).catch(() => null)
  return { name: path.basename(file), bytes: found.size + (index?.size ?? 0), usedMs: found.mtimeMs }
}
