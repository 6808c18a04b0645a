import { ImageFault } from '../../../shared/skip.ts'

/** Pillow's hard limit, 2 × `Image.MAX_IMAGE_PIXELS`: it refuses larger images as decompression bombs. */
const MAX_PIXELS = 178_956_970

/** Far above any photograph; a larger file under an image's name is something else. */
const MAX_FILE_BYTES = 512 << 20

/** Working memory for one image; only extreme aspect ratios and PNGs of well over 100 megapixels ask for more. */
const MAX_SCRATCH_BYTES = 1 << 30

/** Far above what comes before the pixels of any photograph: previews, colour profiles, texts. */
const MAX_HEADER_BYTES = 64 << 20
/** Of those 64 MiB, segments of JPEG's 64 KiB are a thousand. */
const MAX_HEADER_SEGMENTS = 10_000

/** Scans of a progressive file: each goes through the image again. Real ones have about ten; libjpeg-turbo's own limit. */
export const MAX_SCANS = 500

/**
 * How often the scans of a file may go through a block of 8 × 8 samples: sixteen times on the average, where encoders
 * make ten to fourteen scans and most of these touch one component; small images may have more scans in the time that
 * these take, and large ones none beyond what fourteen scans of the largest photograph make. An empty scan takes 0.15 µs
 * a block, and no byte of the file.
 */
const VISITS_PER_BLOCK = 16
const SMALL_VISITS = 4_000_000
const MAX_VISITS = 80_000_000

/**
 * Throws an {@link ImageFault} `too-large` where decoding takes far longer than the image's size gives reason for.
 *
 * @param blocks of one scan over all components
 */
export function checkScans({ count, blockVisits }: { count: number; blockVisits: number }, blocks: number): void {
  if (count > MAX_SCANS) throw new ImageFault('too-large', `more than ${MAX_SCANS} scans`)
  const limit = Math.min(MAX_VISITS, SMALL_VISITS + VISITS_PER_BLOCK * blocks)
  if (blockVisits > limit) {
    const work = `its ${count} scans go through ${blockVisits} blocks`
    throw new ImageFault('too-large', `${work}, more than the limit of ${limit} for an image of this size`)
  }
}

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

/**
 * Throws an {@link ImageFault} `too-large` where what comes before the pixels is no header any more.
 *
 * @param end how far it goes on, as an offset in the file
 * @param segments in how many pieces
 */
export function checkHeaderSize(end: number, segments: number): void {
  if (end > MAX_HEADER_BYTES) {
    throw new ImageFault('too-large', `its header has more bytes than the limit of ${MAX_HEADER_BYTES}`)
  }
  if (segments > MAX_HEADER_SEGMENTS) {
    throw new ImageFault('too-large', `its header has more segments than the limit of ${MAX_HEADER_SEGMENTS}`)
  }
}
