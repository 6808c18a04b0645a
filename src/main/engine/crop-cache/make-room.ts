import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { findCropFiles, removeCropFile } from './crop-files.ts'
import { readLimit } from './limit.ts'
import { tryLockFile, type Locks } from './locks.ts'

/** The cache never takes the last of a disk. */
const MIN_FREE_BYTES = 2 * 2 ** 30

interface Wish {
  /** The cache file that is to grow. */
  name: string
  /** What it may come to. */
  bytes: number
  /** What files that grow beside it may come to take more. */
  promised: number
}

/**
 * Makes room for a file that is to grow, by removing others, the least recently used first, while they are in the way;
 * never one that a run has open.
 * @returns the most bytes that the file may come to, at present
 */
export async function makeRoom(folder: string, wish: Wish, locks: Locks): Promise<number> {
  const files = await findCropFiles(folder)
  const own = files.find(({ name }) => name === wish.name)?.bytes ?? 0
  const others = files.filter(({ name }) => name !== wish.name)
  const limit = await readLimit(folder)
  let taken = others.reduce((sum, { bytes }) => sum + bytes, wish.promised)
  let free = (await freeBytes(folder)) - wish.promised
  const wanted = Math.min(Math.max(own, wish.bytes), limit)
  for (const { name, bytes } of others) {
    if (taken + wanted <= limit && wanted - own <= free) break
    if (!(await removeUnused(folder, name, locks))) continue
    taken -= bytes
    free += bytes
  }
  return Math.max(0, Math.min(limit - taken, own + free))
}

/** Removes files, the least recently used first, until the limit is kept; those that runs have open stay. */
export async function keepLimit(folder: string, locks: Locks): Promise<void> {
  await makeRoom(folder, { name: '', bytes: 0, promised: 0 }, locks)
}

/** @returns whether it is gone: one that a run has open stays */
export async function removeUnused(folder: string, name: string, locks: Locks): Promise<boolean> {
  const lock = tryLockFile(locks, name)
  if (!lock) return false
  try {
    await removeCropFile(path.join(folder, name))
    return true
  } catch {
    // On Windows a file that is being read cannot be removed.
    return false
  } finally {
    lock.release()
  }
}

/** What the cache may still take of the disk; a disk that does not tell sets no bound. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize - MIN_FREE_BYTES
  } catch {
    return Infinity
  }
}
