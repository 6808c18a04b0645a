import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { LibraryHandle } from 'koffi'
import { ImageFault } from '../../../../shared/skip.ts'
import { TJPF, type DecompressOptions, type JpegBackend } from './backend.ts'
import { MAX_SCANS } from '../limits.ts'
import type { CropWindow, Size } from '../rgb-image.ts'

// libjpeg-turbo 3, turbojpeg.h
const TJINIT_DECOMPRESS = 1
const TJPARAM_STOPONWARNING = 0
const TJPARAM_JPEGWIDTH = 5
const TJPARAM_JPEGHEIGHT = 6
const TJPARAM_SCANLIMIT = 13

/**
 * The beginnings of libjpeg-turbo's warnings for decompression (JWRN_ in jerror.h). tj3GetErrorCode does not tell: it
 * says "warning" for a fatal error too once there was a warning before.
 */
const WARNINGS = [
  'Corrupt JPEG data: ',
  'Inconsistent progression sequence ',
  'Invalid SOS parameters for sequential JPEG',
  'Premature end of JPEG file',
  'Unknown Adobe color transform code ',
  'Warning: ',
]

type Koffi = typeof import('koffi')

// Resolved at run time, so that a platform without these packages' binaries can still load this module.
const packages = createRequire(import.meta.url)

/**
 * Calls the libturbojpeg that the Linux prebuilds of @julusian/jpeg-turbo carry.
 *
 * @throws Error where the platform has no such library or it does not load
 */
export function openNativeJpeg(): JpegBackend {
  const { koffi, library, version } = loadTurboJpeg()
  const api = bindTurboJpeg(koffi, library)
  // A decompressor keeps the tables of one image for the next: a new one each time costs microseconds.
  const withDecompressor = <Result>(run: (handle: unknown) => Result): Result => {
    const handle = api.init(TJINIT_DECOMPRESS)
    if (handle === null) throw new Error('libturbojpeg could not start a decompressor')
    try {
      return run(handle)
    } finally {
      api.destroy(handle)
    }
  }
  return {
    name: `libjpeg-turbo ${version} (native)`,
    copies: false,
    decompress(bytes: Uint8Array, size: Size, { output, stopAtWarning }: DecompressOptions, pixels: Uint8Array) {
      return withDecompressor((handle) => {
        const check = (status: unknown): string | null => {
          if (status === 0) return null
          const text = String(api.errorText(handle))
          if (!isWarning(text)) throw new ImageFault('undecodable', `libjpeg-turbo: ${text}`)
          return text
        }
        check(api.readHeader(handle, bytes, bytes.length))
        const width = api.get(handle, TJPARAM_JPEGWIDTH)
        const height = api.get(handle, TJPARAM_JPEGHEIGHT)
        if (width !== size.width || height !== size.height) {
          throw new ImageFault('bad-header', `libjpeg-turbo reads ${String(width)} × ${String(height)} pixels`)
        }
        api.set(handle, TJPARAM_STOPONWARNING, stopAtWarning ? 1 : 0)
        api.set(handle, TJPARAM_SCANLIMIT, MAX_SCANS)
        const status = api.decompress(handle, bytes, bytes.length, pixels, 0, TJPF[output])
        return { warning: check(status) }
      })
    },
    decompressPart(bytes: Uint8Array, size: Size, { left, top, width, height }: CropWindow, pixels: Uint8Array) {
      return withDecompressor(
        (handle) =>
          api.readHeader(handle, bytes, bytes.length) === 0 &&
          api.get(handle, TJPARAM_JPEGWIDTH) === size.width &&
          api.get(handle, TJPARAM_JPEGHEIGHT) === size.height &&
          api.crop(handle, { x: left, y: top, w: width, h: height }) === 0 &&
          api.decompress(handle, bytes, bytes.length, pixels, 0, TJPF.RGB) === 0,
      )
    },
  }
}

function isWarning(text: string): boolean {
  return WARNINGS.some((beginning) => text.startsWith(beginning))
}

/** Loads the prebuild for glibc, else the one for musl: where a libc is absent, its library does not load. */
export function loadTurboJpeg(): { koffi: Koffi; library: LibraryHandle; version: string } {
  const koffi = packages('koffi') as Koffi
  // A packed Electron application keeps native libraries beside its archive.
  const manifest = packages.resolve('@julusian/jpeg-turbo/package.json').replace(/app\.asar(?=[\\/])/, '$&.unpacked')
  const load = (libc: string) => {
    const prebuild = `jpeg-turbo-${process.platform}-${process.arch}${libc}`
    const file = path.join(manifest, '..', 'prebuilds', prebuild, 'libturbojpeg.so.0')
    const library = koffi.load(file)
    const version = /libjpeg-turbo version ([\d.]+)/.exec(readFileSync(file, 'latin1'))?.[1] ?? 'of unknown version'
    return { koffi, library, version }
  }
  try {
    return load('')
  } catch {
    return load('-musl')
  }
}

function bindTurboJpeg(koffi: Koffi, library: LibraryHandle) {
  type NativeFunction = (...args: unknown[]) => unknown
  const region = koffi.struct({ x: 'int', y: 'int', w: 'int', h: 'int' })
  const bind = (name: string, result: string, args: (string | typeof region)[]): NativeFunction =>
    library.func(name, result, args)
  return {
    init: bind('tj3Init', 'void *', ['int']),
    destroy: bind('tj3Destroy', 'void', ['void *']),
    set: bind('tj3Set', 'int', ['void *', 'int', 'int']),
    get: bind('tj3Get', 'int', ['void *', 'int']),
    readHeader: bind('tj3DecompressHeader', 'int', ['void *', 'void *', 'size_t']),
    crop: bind('tj3SetCroppingRegion', 'int', ['void *', region]),
    decompress: bind('tj3Decompress8', 'int', ['void *', 'void *', 'size_t', 'void *', 'int', 'int']),
    errorText: bind('tj3GetErrorStr', 'const char *', ['void *']),
  }
}
