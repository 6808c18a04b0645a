import { ImageFault } from '../../../shared/skip.ts'

/** Pillow's hard limit, 2 × `Image.MAX_IMAGE_PIXELS`: it refuses larger images as decompression bombs. */
const MAX_PIXELS = 178_956_970

/** Far above any photograph; a larger file under an image's name is something else. */
const MAX_FILE_BYTES = 512 << 20

/** Working memory for one image; only extreme aspect ratios and PNGs of well over 100 megapixels ask for more. */
const MAX_SCRATCH_BYTES = 1 << 30

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

/** Throws an {@link ImageFault} `too-large` for a file that is not worth reading. */
export function checkFileSize(bytes: number): void {
  if (bytes > MAX_FILE_BYTES) {
    throw new ImageFault('too-large', `the file has ${bytes} bytes, more than the limit of ${MAX_FILE_BYTES}`)
  }
}
