import { ImageFault } from '../../../../shared/skip.ts'
import { cmykToRgb } from './cmyk.ts'
import { requireWholeHeader } from '../header.ts'
import type { ImageMemory } from '../image-memory.ts'
import { CHANNELS, type JpegBackend, type JpegOutput } from './backend.ts'
import { firstScanIsBounded } from './end.ts'
import { readJpegHeader, type JpegHeader } from './header.ts'
import { partToDecode } from './part.ts'
import { blocksInImage, walkJpegScans } from './scans.ts'
import { checkScans } from '../limits.ts'
import { jpegMemory } from '../memory-needed.ts'
import { UPRIGHT, type Orientation, type Oriented } from '../orientation.ts'
import type { PixelBuffer } from '../pixel-buffer.ts'
import { wholeImage, type CropWindow, type RgbPart, type Size } from '../rgb-image.ts'
import { Scratch } from '../scratch.ts'

/** Warnings that pixels are not as they were, or missing (JWRN_ in jerror.h); others are of a header that is odd. */
const DAMAGE = /^(Corrupt JPEG data|Premature end|Inconsistent progression)/

/** Decodes JPEG files to what Pillow's `convert('RGB')` gives. */
export class JpegDecoder {
  readonly #backend: JpegBackend
  readonly #rgb: PixelBuffer
  readonly #memory: ImageMemory
  readonly #samples: Scratch
  #damage: string | null = null
  #orientation: Orientation = UPRIGHT

  /**
   * @param rgb where the pixels are written
   * @param memory where what that takes is counted
   */
  constructor(backend: JpegBackend, rgb: PixelBuffer, memory: ImageMemory) {
    this.#backend = backend
    this.#rgb = rgb
    this.#memory = memory
    this.#samples = new Scratch(memory.keeps)
  }

  /**
   * @param choose says which part is needed of an image of this size; default: all of it
   * @returns that part and perhaps more
   * @throws ImageFault bad-header, unsupported-format, too-large, truncated, undecodable
   */
  decode(bytes: Uint8Array, choose?: (image: Size & Oriented) => CropWindow | undefined): RgbPart {
    this.#damage = null
    const header = requireWholeHeader(readJpegHeader(bytes))
    this.#orientation = header.orientation
    // Before libjpeg begins: what runs inside it cannot be stopped.
    if (header.multipleScans) checkScans(walkJpegScans(bytes, header), blocksInImage(header))
    this.#memory.reserve(jpegMemory(header, bytes.length, this.#backend.copies))
    const wanted = this.#backend.decompressPart === undefined ? undefined : choose?.(header)
    return (wanted && this.#decodePart(bytes, header, wanted)) ?? this.#decodeWhole(bytes, header)
  }

  /** What libjpeg-turbo found wrong with the data of the last file, where it could step over it; else null. */
  get damage(): string | null {
    return this.#damage
  }

  /** How the last file's image lies by its EXIF data, which decoding does not heed. */
  get orientation(): Orientation {
    return this.#orientation
  }

  /** Gives back what a large image took besides its pixels. */
  release(): void {
    this.#samples.release()
  }

  #decodePart(bytes: Uint8Array, header: JpegHeader, wanted: CropWindow): RgbPart | undefined {
    const window = partToDecode(bytes, header, wanted)
    if (window === undefined) return undefined
    const { width, height } = header
    const data = this.#rgb.take(window.width * window.height * 3)
    const isDecoded = this.#backend.decompressPart?.(bytes, header, window, data)
    return isDecoded ? { size: { width, height }, window, data } : undefined
  }

  #decodeWhole(bytes: Uint8Array, header: JpegHeader): RgbPart {
    const { width, height } = header
    if (header.colorModel !== 'CMYK' && header.colorModel !== 'YCCK') {
      const data = this.#rgb.take(width * height * 3)
      this.#decompress(bytes, header, 'RGB', data)
      return wholeImage({ width, height, data })
    }
    const samples = this.#samples.take(width * height * 4)
    this.#decompress(bytes, header, 'CMYK', samples)
    const data = this.#rgb.take(width * height * 3)
    cmykToRgb(samples, data)
    this.release()
    return wholeImage({ width, height, data })
  }

  #decompress(bytes: Uint8Array, header: JpegHeader, output: JpegOutput, pixels: Uint8Array): void {
    const { warning } = this.#backend.decompress(bytes, header, { output, stopAtWarning: false }, pixels)
    if (warning !== null && !this.#holdsEveryRow(bytes, header, output, pixels)) {
      throw new ImageFault('truncated', 'the image data ends too early (no end-of-image marker)')
    }
    this.#damage = warning !== null && DAMAGE.test(warning) ? warning : null
  }

  /**
   * Whether the rows that libjpeg gave with a warning all come from the file, however corrupt, or some from beyond its
   * end: there Pillow raises "image file is truncated", which is where it steps out of libjpeg for want of bytes.
   */
  #holdsEveryRow(bytes: Uint8Array, header: JpegHeader, output: JpegOutput, pixels: Uint8Array): boolean {
    const { scanStart, multipleScans, restarts } = header
    if (walkJpegScans(bytes, header).ended) return true
    if (multipleScans) return false
    return firstScanIsBounded(bytes, scanStart, restarts) || this.#decodesLastRowAgain(bytes, header, output, pixels)
  }

  /**
   * Whether libjpeg gets through the last row before it asks for a byte beyond the end, which depends on how its bit
   * reader is filled. So it is asked: it decodes again and stops where it first warns, and what was put into the last
   * row is overwritten or not.
   * @param pixels as they were decoded; written over, with the same where the answer is yes
   */
  #decodesLastRowAgain(bytes: Uint8Array, header: JpegHeader, output: JpegOutput, pixels: Uint8Array): boolean {
    const lastRow = pixels.subarray(pixels.length - header.width * CHANNELS[output])
    const expected = lastRow.slice()
    for (let i = 0; i < lastRow.length; i++) lastRow[i] = ~(expected[i] ?? 0)
    this.#backend.decompress(bytes, header, { output, stopAtWarning: true }, pixels)
    return Buffer.compare(lastRow, expected) === 0
  }
}
