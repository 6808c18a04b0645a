import type { CropCacheKey } from '../../../../shared/crop-cache.ts'
import { imageIdentity } from '../image-identity.ts'
import type { RgbImage } from '../record.ts'

export const key: CropCacheKey = {
  images: 'val',
  root: '/data/val',
  fit: 'squash',
  resize: 16,
  resampler: 'pillow-bilinear',
}

export const identity = (n: number) => imageIdentity({ bytes: 1000 + n, content: `${n}` }) ?? ''

/** Pixels that no other number has, in a size that may differ. */
export function picture(n: number, width = 16, height = 16): RgbImage {
  const data = new Uint8Array(width * height * 3)
  let state = n + 1
  for (let i = 0; i < data.length; i++) data[i] = (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24
  return { width, height, data }
}

export const images = { dataset: 100_000, run: 1000 }
