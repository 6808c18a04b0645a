import { ImageMemory } from './image-memory.ts'
import type { JpegBackend } from './jpeg/backend.ts'
import { JpegDecoder } from './jpeg/decode.ts'
import { openNativeJpeg } from './jpeg/native.ts'
import { openWasmJpeg } from './jpeg/wasm.ts'
import { decodePng } from './png/decode.ts'
import { UPRIGHT, type Orientation, type Oriented } from './orientation.ts'
import type { PixelBuffer } from './pixel-buffer.ts'
import { wholeImage, type CropWindow, type RgbImage, type RgbPart, type Size } from './rgb-image.ts'
import { Scratch } from './scratch.ts'
import { identifyFormat } from './signature.ts'

/** The builds of libjpeg-turbo: as a shared library, as WebAssembly. */
export type JpegImplementation = 'native' | 'wasm'

export interface Decoder {
  /** Which build of libjpeg-turbo decodes, for the record of a run. */
  readonly name: string

  /**
   * Decodes a whole JPEG or PNG file to the bytes that Pillow's `Image.open(file).convert('RGB')` gives: colour
   * profiles and EXIF orientation are ignored, CMYK and palettes converted, alpha dropped.
   *
   * The pixels lie in a buffer that the next call overwrites: use or copy them before, and say {@link release}.
   *
   * @throws ImageFault empty-file, not-an-image, unsupported-format, bad-header, too-large, truncated, undecodable
   */
  decode(bytes: Uint8Array): RgbImage

  /**
   * The same, where a part of the image is enough: then perhaps only that is decoded, to the pixels that it has in the
   * whole, and with the same faults, wherever in the file they lie.
   *
   * @param choose says which part is needed of an image of this size; undefined: all of it
   * @returns that part, and more where less would not be exact or save anything
   */
  decodePart(bytes: Uint8Array, choose: (image: Size & Oriented) => CropWindow | undefined): RgbPart

  /** How the last image lies by its EXIF data, which decoding does not heed. */
  readonly orientation: Orientation

  /**
   * What is wrong with the last file, which decodes all the same, as far as it was decoded; null where nothing is. What
   * could not be read is as libjpeg-turbo fills it in, and Pillow with it.
   */
  readonly damage: string | null

  /** Gives back what a large image took, once its pixels are no longer needed: other threads may wait for it. */
  release(): void
}

/**
 * A decoder for one thread.
 *
 * @param implementation `native` calls libjpeg-turbo as a shared library, `wasm` as WebAssembly: the same pixels at a
 * third of the speed. Default: native where it loads (Linux), else WebAssembly.
 * @param rgb where the pixels are written; default: a buffer of the decoder's own
 * @param memory where what large images take is counted; default: for this decoder alone
 * @throws Error if `native` is asked for where it does not load
 */
export function createDecoder(
  implementation?: JpegImplementation,
  rgb: PixelBuffer = new Scratch(),
  memory: ImageMemory = new ImageMemory(),
): Decoder {
  const backend = openBackend(implementation)
  const jpeg = new JpegDecoder(backend, rgb, memory)
  let isJpeg = false
  const decode = (bytes: Uint8Array, choose?: (image: Size & Oriented) => CropWindow | undefined) => {
    isJpeg = identifyFormat(bytes) === 'JPEG'
    return isJpeg ? jpeg.decode(bytes, choose) : wholeImage(decodePng(bytes, rgb, memory))
  }
  return {
    name: backend.name,
    decode(bytes) {
      const { size, data } = decode(bytes)
      return { ...size, data }
    },
    decodePart: decode,
    get orientation() {
      return isJpeg ? jpeg.orientation : UPRIGHT
    },
    get damage() {
      return isJpeg ? jpeg.damage : null
    },
    release() {
      jpeg.release()
      rgb.release()
      memory.release()
    },
  }
}

function openBackend(implementation: JpegImplementation | undefined): JpegBackend {
  if (implementation === 'wasm') return openWasmJpeg()
  try {
    return openNativeJpeg()
  } catch (error) {
    if (implementation === 'native') throw error
    return openWasmJpeg()
  }
}
