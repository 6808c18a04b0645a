import { onTestFinished } from 'vitest'
import { AcuityError } from '../../../shared/errors.ts'
import { CropCache, CropStore, imageIdentity, type CropCacheKey, type Locks, type RgbImage } from './index.ts'

export const key: CropCacheKey = { root: '/data/val', fit: 'squash', resize: 16, resampler: 'pillow-bilinear' }

export const identity = (n: number) => imageIdentity({ path: `n01440764/${n}.JPEG`, bytes: 1000 + n, mtimeMs: n / 8 })

/** Pixels that no other number has, in a size that may differ. */
export function picture(n: number, width = 16, height = 16): RgbImage {
  const data = new Uint8Array(width * height * 3)
  let state = n + 1
  for (let i = 0; i < data.length; i++) data[i] = (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24
  return { width, height, data }
}

/** Locks as one process sees them. */
export function newLocks(): Locks {
  const names = new Set<string>()
  return {
    held: (name) => names.has(name),
    take: (name, what) => {
      if (names.has(name)) throw new AcuityError('busy', `${what} is in use.`)
      names.add(name)
      return { release: () => void names.delete(name) }
    },
  }
}

export const images = { dataset: 1000, run: 1000 }

/** A cache and one thread's hand on it. */
export async function openBoth(folder: string, { of = key, locks = newLocks() } = {}) {
  const cache = await CropCache.open(folder, of, { locks, images })
  const store = new CropStore(cache.attachment())
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
