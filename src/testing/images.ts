import { compressSync, FORMAT_RGB } from '@julusian/jpeg-turbo'

/** A real JPEG of a gradient; `seed` makes it differ from others. */
export function jpeg(width = 40, height = 30, seed = 0): Uint8Array {
  const pixels = Buffer.alloc(width * height * 3)
  for (let i = 0; i < pixels.length; i++) pixels[i] = (i * (seed + 3)) % 251
  return compressSync(pixels, { format: FORMAT_RGB, width, height, quality: 90 })
}
