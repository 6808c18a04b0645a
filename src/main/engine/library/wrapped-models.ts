import { copyFile, link, lstat, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import type { WrappedModels } from '../../../shared/wrapped-models.ts'
import { PRIVATE, writeWhole } from '../files/index.ts'

/** Some twenty of the largest of the classic networks, VGG-16. */
const LIMIT_BYTES = 10 * 2 ** 30

/** Read, and compared, at a time. */
const SLICE = 8 * 2 ** 20

/**
 * Puts a wrapped model to `target`, a file of whoever loads it: clearing what is kept, or replacing it, takes nothing
 * from them. What is kept is taken where it is, byte for byte, what wrapping the model gives: whoever wraps has that
 * in memory, and no sum of it could tell more. Else it is written, and kept in its place.
 * @param kept where it is, or will be, for the runs to come
 * @throws AcuityError `file-unwritable`
 */
export async function placeWrapped(kept: string, chunks: readonly Uint8Array[], target: string): Promise<void> {
  if (await takeKept(kept, chunks, target)) return
  await rm(target, { force: true })
  await writeWhole(target, chunks, { isPrivate: true })
  await keep(kept, target)
}

/** What is kept of wrapped models. */
export async function describeWrapped(folder: string): Promise<WrappedModels> {
  const files = await listFiles(folder)
  return { folder, models: files.length, bytes: totalBytes(files), limitBytes: LIMIT_BYTES }
}

/** Removes all that is kept; runs go on with what is theirs. */
export async function clearWrapped(folder: string): Promise<{ files: number; bytes: number }> {
  const files = await listFiles(folder)
  for (const { file } of files) await rm(file, { force: true })
  return { files: files.length, bytes: totalBytes(files) }
}

async function takeKept(kept: string, chunks: readonly Uint8Array[], target: string): Promise<boolean> {
  try {
    // A pipe would be waited for, for ever.
    if (!(await lstat(kept)).isFile()) return false
    await linkOrCopy(kept, target)
    if (!(await holds(target, chunks))) return false
    // Those that were used last go last.
    await utimes(target, new Date(), new Date())
    return true
  } catch {
    // Whatever is wrong with it, or was never there, is made anew.
    return false
  }
}

/** A cache that cannot be written keeps nothing: the next run wraps its model again. */
async function keep(kept: string, target: string): Promise<void> {
  const name = `${target}.kept`
  try {
    await mkdir(path.dirname(kept), { recursive: true, mode: PRIVATE.folder })
    await linkOrCopy(target, name)
    await rename(name, kept)
    await keepLimit(path.dirname(kept), kept)
  } catch {
    await rm(name, { force: true }).catch(() => undefined)
  }
}

/** A second name for a file's content; where a disk has no such names, a second file. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to))
}

/** Whether a file is these chunks one after another, and nothing else. */
async function holds(file: string, chunks: readonly Uint8Array[]): Promise<boolean> {
  const handle = await open(file)
  try {
    const bytes = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0)
    if ((await handle.stat()).size !== bytes) return false
    const slice = Buffer.allocUnsafe(Math.min(SLICE, bytes))
    let [filled, used] = [0, 0]
    for (const chunk of chunks)
      for (let at = 0; at < chunk.byteLength;) {
        if (used === filled) {
          filled = (await handle.read(slice, 0, slice.byteLength)).bytesRead
          used = 0
          if (filled === 0) return false
        }
        const length = Math.min(chunk.byteLength - at, filled - used)
        if (slice.compare(chunk, at, at + length, used, used + length) !== 0) return false
        at += length
        used += length
      }
    return true
  } finally {
    await handle.close()
  }
}

interface KeptFile {
  file: string
  bytes: number
  usedMs: number
}

/** Removes files, the least recently used first, until the limit is kept; `own` stays. */
async function keepLimit(folder: string, own: string): Promise<void> {
  const files = await listFiles(folder)
  let taken = totalBytes(files)
  for (const { file, bytes } of files) {
    if (taken <= LIMIT_BYTES) return
    if (file === own) continue
    await rm(file, { force: true })
    taken -= bytes
  }
}

/** The least recently used first; none where the folder is missing or closed to us. */
async function listFiles(folder: string): Promise<KeptFile[]> {
  const names = await readdir(folder).catch((): string[] => [])
  const files = await Promise.all(names.map((name) => statFile(path.join(folder, name))))
  return files.filter((file) => file !== null).toSorted((a, b) => a.usedMs - b.usedMs)
}

async function statFile(file: string): Promise<KeptFile | null> {
  const found = await stat(file).catch(() => null)
  return found?.isFile() ? { file, bytes: found.size, usedMs: found.mtimeMs } : null
}

const totalBytes = (files: readonly KeptFile[]) => files.reduce((sum, { bytes }) => sum + bytes, 0)
