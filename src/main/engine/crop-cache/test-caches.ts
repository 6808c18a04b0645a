import { closeSync, openSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { cropFileName } from './crop-key.ts'
import { CropCache, CropStore } from './index.ts'
import { newLocks } from './test-locks.ts'
import { identity, images, key, picture } from './test-pictures.ts'

/** A cache and one thread's hand on it. */
export async function openBoth(folder: string, { of = key, locks = newLocks() } = {}) {
  const cache = await CropCache.open(folder, of, { locks, images })
  const store = await CropStore.open(cache.attachment())
  let closing: Promise<void> | undefined
  const close = () => {
    store.close()
    return (closing ??= cache.close())
  }
  onTestFinished(close)
  /** The image's pixels, or null where it has to be decoded. */
  const read = (n: number) => {
    const entry = cache.find(identity(n))
    const image = entry && store.read(entry, identity(n))
    return image && { ...image, data: new Uint8Array(image.data) }
  }
  return { cache, store, read, close }
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
