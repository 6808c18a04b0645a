import { Buffer } from 'node:buffer'
import { createRequire } from 'node:module'
import type { RgbImage } from './rgb-image.ts'

type TurboJpeg = typeof import('@julusian/jpeg-turbo')

/** A small picture at this looks like the original; libjpeg's own default is 75. */
const QUALITY = 85

// Resolved at run time, so that a platform without this package's binaries can still load this module.
const packages = createRequire(import.meta.url)

/**
 * Writes images as baseline JPEG files with halved chroma: a tenth of the bytes, for people only.
 * @returns null where libjpeg-turbo does not load: its WebAssembly build cannot compress
 */
export function createJpegEncoder(): ((image: RgbImage) => Uint8Array<ArrayBuffer>) | null {
  let turbo: TurboJpeg
  try {
    turbo = packages('@julusian/jpeg-turbo') as TurboJpeg
  } catch {
    return null
  }
  const settings = { format: turbo.FORMAT_RGB, subsampling: turbo.SAMP_420, quality: QUALITY }
  return ({ width, height, data }) => {
    const pixels = Buffer.from(data.buffer, data.byteOffset, width * height * 3)
    // Copied, because the encoder's buffer is as large as the worst image would need.
    return new Uint8Array(turbo.compressSync(pixels, { ...settings, width, height }))
  }
}
