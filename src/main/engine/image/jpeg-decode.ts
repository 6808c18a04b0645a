import { ImageFault } from '../../../shared/skip.ts'
import { cmykToRgb } from './cmyk.ts'
import { requireWholeHeader } from './header.ts'
import { CHANNELS, type JpegBackend } from './jpeg-backend.ts'
import { walkJpegScans } from './jpeg-end.ts'
import { readJpegHeader, type JpegHeader } from './jpeg-header.ts'
import { Scratch } from './limits.ts'
import type { RgbImage } from './rgb-image.ts'

/** A progressive file repeats its whole image with every scan: real ones have about ten. */
const MAX_SCANS = 500

/** Decodes JPEG files to what Pillow's `convert('RGB')` gives, with buffers that the next image uses again. */
export class JpegDecoder {
  readonly #backend: JpegBackend
  readonly #samples = new Scratch()
  readonly #rgb = new Scratch()

  constructor(backend: JpegBackend) {
    this.#backend = backend
  }

  /** @throws ImageFault bad-header, unsupported-format, too-large, truncated, undecodable */
  decode(bytes: Uint8Array): RgbImage {
    const header = requireWholeHeader(readJpegHeader(bytes))
    if (header.progressive && walkJpegScans(bytes, header.scanStart).count > MAX_SCANS) {
      throw new ImageFault('undecodable', `more than ${MAX_SCANS} scans`)
    }
    const { width, height } = header
    if (header.colorModel !== 'CMYK' && header.colorModel !== 'YCCK') {
      const data = this.#rgb.take(width * height * 3)
      this.#decompress(bytes, header, 'RGB', data)
      return { width, height, data }
    }
    const samples = this.#samples.take(width * height * 4)
    this.#decompress(bytes, header, 'CMYK', samples)
    const data = this.#rgb.take(width * height * 3)
    cmykToRgb(samples, data)
    return { width, height, data }
  }

  #decompress(bytes: Uint8Array, header: JpegHeader, output: 'RGB' | 'CMYK', pixels: Uint8Array): void {
    const { warned } = this.#backend.decompress(bytes, header, { output, stopAtWarning: false }, pixels)
    if (!warned || walkJpegScans(bytes, header.scanStart).ended) return
    const lastRow = pixels.subarray(pixels.length - header.width * CHANNELS[output])
    if (!this.#reachesLastRow(bytes, header, output, pixels, lastRow)) {
      throw new ImageFault('truncated', 'the image data ends too early (no end-of-image marker)')
    }
  }

  /**
   * Whether a file without an end marker still holds every row. Pillow's JpegDecode.c accepts such a file if libjpeg
   * never asked for a byte beyond the end before the last row was out, which depends on how its bit reader is filled.
   * So libjpeg decides: it decodes again and stops where it first warns, which is where the data ran out, and what
   * was put into the last row is overwritten or not.
   */
  #reachesLastRow(
    bytes: Uint8Array,
    header: JpegHeader,
    output: 'RGB' | 'CMYK',
    pixels: Uint8Array,
    lastRow: Uint8Array,
  ): boolean {
    const expected = lastRow.slice()
    for (let i = 0; i < lastRow.length; i++) lastRow[i] = ~(expected[i] ?? 0)
    this.#backend.decompress(bytes, header, { output, stopAtWarning: true }, pixels)
    return Buffer.compare(lastRow, expected) === 0
  }
}
