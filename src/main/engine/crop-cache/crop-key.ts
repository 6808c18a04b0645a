import { createHash } from 'node:crypto'
import type { CropCacheKey } from '../../../shared/crop-cache.ts'

/** To be raised whenever decoding or resampling would give other pixels: what was cached before is then decoded anew. */
export const PIXELS_VERSION = 1

export const EXTENSION = '.crops'

/** The file of a key: one key has one file, whatever the version of its pixels and wherever its images lie. */
export const cropFileName = ({ images, fit, resize, resampler, ...others }: CropCacheKey) => {
  const { centralCrop, centralShape, exifOrientation } = others
  return nameOf([images, fit, resize, resampler, ...laterFields({ centralCrop, centralShape, exifOrientation })])
}

/** Fields that recipes did not always have: one without them has the name that it had then. */
function laterFields(fields: Record<string, string | number | boolean | undefined>): string[] {
  return Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : [`${field} ${value}`]))
}

/** The file in which versions before kept the images of a folder, which were found by their paths and times. */
export const formerFileName = ({ root, fit, resize, resampler }: CropCacheKey) => nameOf([root, fit, resize, resampler])

function nameOf(parts: readonly (string | number)[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  return `${digest.slice(0, 32)}${EXTENSION}`
}
