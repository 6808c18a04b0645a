import type { JpegBackend } from './jpeg-backend.ts'
import { JpegDecoder } from './jpeg-decode.ts'
import { openNativeJpeg } from './jpeg-native.ts'
import { openWasmJpeg } from './jpeg-wasm.ts'
import { decodePng } from './png-decode.ts'
import type { RgbImage } from './rgb-image.ts'
import { identifyFormat } from './signature.ts'

export interface Decoder {
  /** Which build of libjpeg-turbo decodes, for the record of a run. */
  readonly name: string

  /**
   * Decodes a whole JPEG or PNG file to the bytes that Pillow's `Image.open(file).convert('RGB')` gives: colour
   * profiles and EXIF orientation are ignored, CMYK and palettes converted, alpha dropped.
   *
   * The pixels may lie in a buffer that the next call overwrites: use or copy them before.
   *
   * @throws ImageFault empty-file, not-an-image, unsupported-format, bad-header, too-large, truncated, undecodable
   */
  decode(bytes: Uint8Array): RgbImage
}

/**
 * A decoder for one thread.
 *
 * @param implementation `native` calls libjpeg-turbo as a shared library, `wasm` as WebAssembly: the same pixels at a
 * third of the speed. Default: native where it loads (Linux), else WebAssembly.
 * @throws Error if `native` is asked for where it does not load
 */
export function createDecoder(implementation?: 'native' | 'wasm'): Decoder {
  const backend = openBackend(implementation)
  const jpeg = new JpegDecoder(backend)
  return {
    name: backend.name,
    decode: (bytes) => (identifyFormat(bytes) === 'JPEG' ? jpeg.decode(bytes) : decodePng(bytes)),
  }
}

function openBackend(implementation: 'native' | 'wasm' | undefined): JpegBackend {
  if (implementation === 'wasm') return openWasmJpeg()
  try {
    return openNativeJpeg()
  } catch (error) {
    if (implementation === 'native') throw error
    return openWasmJpeg()
  }
}
