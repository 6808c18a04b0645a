import { loadTurboJpeg } from './native.ts'
import type { RgbImage } from '../rgb-image.ts'

// libjpeg-turbo 3, turbojpeg.h
const TJINIT_COMPRESS = 0
const TJPARAM_QUALITY = 3
const TJPARAM_SUBSAMP = 4
const TJSAMP_420 = 2
const TJPF_RGB = 0

/** A small picture at this looks like the original. */
const QUALITY = 85

/**
 * Writes images as baseline JPEG files with halved chroma: a tenth of the bytes, for people only. By the library, as
 * decoding does: inside Electron the addon of @julusian/jpeg-turbo compresses with Chromium's libjpeg, and crashes.
 * @returns null where the library does not load: the WebAssembly build cannot compress
 */
export function createJpegEncoder(): ((image: RgbImage) => Uint8Array<ArrayBuffer>) | null {
  const turbo = tryBind()
  return turbo && (({ width, height, data }) => turbo.compress(data, width, height))
}

function tryBind(): ReturnType<typeof bind> | null {
  try {
    return bind()
  } catch {
    return null
  }
}

function bind() {
  const { koffi, library } = loadTurboJpeg()
  const allocated = koffi.inout(koffi.pointer('void *'))
  const length = koffi.inout(koffi.pointer('size_t'))
  const init = library.func('tj3Init', 'void *', ['int'])
  const destroy = library.func('tj3Destroy', 'void', ['void *'])
  const set = library.func('tj3Set', 'int', ['void *', 'int', 'int'])
  const free = library.func('tj3Free', 'void', ['void *'])
  const errorText = library.func('tj3GetErrorStr', 'const char *', ['void *'])
  const compress = library.func('tj3Compress8', 'int', [
    ...['void *', 'void *', 'int', 'int', 'int', 'int'],
    allocated,
    length,
  ])
  return {
    compress(data: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
      const handle: unknown = init(TJINIT_COMPRESS)
      if (handle === null) throw new Error('libturbojpeg could not start a compressor')
      // The library allocates the file, and writes down where, and how long it is.
      const address: [unknown] = [null]
      const bytes: [number] = [0]
      try {
        set(handle, TJPARAM_QUALITY, QUALITY)
        set(handle, TJPARAM_SUBSAMP, TJSAMP_420)
        if (compress(handle, data, width, 0, height, TJPF_RGB, address, bytes) !== 0)
          throw new Error(`libjpeg-turbo: ${String(errorText(handle))}`)
        return new Uint8Array(koffi.decode(address[0], 'uint8', bytes[0]) as ArrayLike<number>)
      } finally {
        if (address[0] !== null) free(address[0])
        destroy(handle)
      }
    },
  }
}
