import type { CropCacheKey } from '../../../shared/crop-cache.ts'
import { findCropFiles } from './crop-files.ts'
import { cropFileName } from './crop-key.ts'
import { expectedBytes } from './expected-bytes.ts'

/** What the caches of these keys would come to take more for so many images, roughly, were there room for all. */
export async function bytesToCache(folder: string, keys: readonly CropCacheKey[], images: number): Promise<number> {
  const files = await findCropFiles(folder)
  const missing = keys.map((key) => {
    const name = cropFileName(key)
    const there = files.find((file) => file.name === name)?.bytes ?? 0
    return Math.max(0, expectedBytes(key, images) - there)
  })
  return missing.reduce((sum, bytes) => sum + bytes, 0)
}
