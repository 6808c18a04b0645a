import type { CropWindow, Size } from '../rgb-image.ts'

/** What libjpeg-turbo is asked for: its pixel formats TJPF_RGB and TJPF_CMYK. */
export type JpegOutput = 'RGB' | 'CMYK'

export const TJPF: Readonly<Record<JpegOutput, number>> = { RGB: 0, CMYK: 11 }
export const CHANNELS: Readonly<Record<JpegOutput, number>> = { RGB: 3, CMYK: 4 }

export interface DecompressOptions {
  readonly output: JpegOutput
  /** Give up at the first warning and leave the rows that were not reached as they are in `pixels`. */
  readonly stopAtWarning: boolean
}

/** One way to call libjpeg-turbo: with the accurate integer DCT and fancy upsampling, which are Pillow's settings too. */
export interface JpegBackend {
  readonly name: string
  /** Whether it decodes in a memory of its own, into which files and out of which pixels are copied. */
  readonly copies: boolean

  /**
   * Decodes `bytes` into `pixels` (rows of interleaved samples, without padding).
   *
   * @param size what the header says; libjpeg's own reading must agree
   * @returns what libjpeg-turbo warned of, as it does for any kind of corrupt data that it can step over; null if nothing
   * @throws ImageFault undecodable
   */
  decompress(bytes: Uint8Array, size: Size, options: DecompressOptions, pixels: Uint8Array): { warning: string | null }

  /**
   * Decodes a part of an image to RGB; absent where only whole images can be decoded.
   *
   * @param part as `partToDecode` gives it
   * @param pixels part.height × part.width × 3 bytes, written
   * @returns whether that went without an error or a warning; else `pixels` is void
   */
  decompressPart?(bytes: Uint8Array, size: Size, part: CropWindow, pixels: Uint8Array): boolean
}
