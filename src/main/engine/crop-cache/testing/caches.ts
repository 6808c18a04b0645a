import { closeSync, openSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { cropFileName } from '../crop-key.ts'
import { CropCache, CropMemory, CropStore, type CropEntry, type RgbImage } from '../index.ts'
import { newLocks } from './locks.ts'
import { identity, images, key, picture } from './pictures.ts'

/** More than any picture of the tests has. */
const MOST_BYTES = 1 << 20

/** A cache and one thread's hand on it. */
export async function openBoth(folder: string, { of = key, locks = newLocks() } = {}) {
  const cache = await CropCache.open(folder, of, { locks, images })
  const memory = new CropMemory(MOST_BYTES)
  const store = new CropStore(cache.attachment(), memory)
  let closing: Promise<void> | undefined
  const close = () => {
    store.close()
    return (closing ??= cache.close())
  }
  onTestFinished(close)
  /** The image's pixels, or null where it has to be decoded. */
  const read = (n: number) => {
    const entry = cache.find(identity(n))
    return entry && readWhole({ store, memory }, entry)
  }
  return { cache, store, memory, read, close }
}

/** The image's pixels, or null where it is not there. */
export function readWhole(
  { store, memory }: { store: CropStore; memory: CropMemory },
  entry: CropEntry,
): RgbImage | null {
  if (!store.load(entry)) return null
  const { width, height } = entry
  store.cut(entry, { left: 0, top: 0, width, height }, 0)
  return { width, height, data: memory.crops(0, width * height * 3).slice() }
}

/** Appends images 0 … count - 1 to a cache, and closes it. */
export async function fill(folder: string, count: number, of = key): Promise<void> {
  const { store, close } = await openBoth(folder, { of })
  for (let n = 0; n < count; n++) store.append(identity(n), picture(n))
  await close()
}

/** The cache file of {@link key}. */
export const cacheFile = (folder: string) => path.join(folder, cropFileName(key))

/** Lays hands on the cache file of {@link key}. */
export function withFile(folder: string, work: (file: string, descriptor: number) => void): void {
  const descriptor = openSync(cacheFile(folder), 'r')
  try {
    work(cacheFile(folder), descriptor)
  } finally {
    closeSync(descriptor)
  }
}
