import { ImageFault } from '../../../shared/skip.ts'

/** Pillow's hard limit, 2 × `Image.MAX_IMAGE_PIXELS`: it refuses larger images as decompression bombs. */
const MAX_PIXELS = 178_956_970

/** No header and no file beyond this is read: real photographs stay hundreds of times below. */
export const MAX_FILE_BYTES = 1 << 30

/** Working memory for one image; only extreme aspect ratios (a PNG of 1 × 100,000,000) ask for more. */
const MAX_SCRATCH_BYTES = 1 << 30

/** Buffers up to this size are kept for the next image; one giant image must not pin its memory for ever. */
const MAX_KEPT_BYTES = 64 << 20

/** Throws an {@link ImageFault} `too-large` where Pillow would raise `DecompressionBombError`. */
export function checkPixelCount(width: number, height: number): void {
  if (width * height > MAX_PIXELS) {
    throw new ImageFault('too-large', `${width} × ${height} pixels are more than the limit of ${MAX_PIXELS}`)
  }
}

/** Throws an {@link ImageFault} `too-large` where one image would need more working memory than is ever reasonable. */
export function checkWorkingMemory(bytes: number): void {
  if (bytes > MAX_SCRATCH_BYTES) {
    throw new ImageFault('too-large', `needs ${Math.ceil(bytes / (1 << 20))} MiB of working memory`)
  }
}

/** A buffer that is used again for the next image, so that the steady state allocates nothing. */
export class Scratch {
  #buffer = new Uint8Array(0)

  /** `length` bytes with whatever the last image left in them, valid until the next call. */
  take(length: number): Uint8Array {
    checkWorkingMemory(length)
    if (length > MAX_KEPT_BYTES) return new Uint8Array(length)
    if (length > this.#buffer.length) this.#buffer = new Uint8Array(length)
    return this.#buffer.subarray(0, length)
  }
}
