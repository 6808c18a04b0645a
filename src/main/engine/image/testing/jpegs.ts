import { loadTurboJpeg } from '../jpeg/native.ts'
import type { RgbImage } from '../rgb-image.ts'

// libjpeg-turbo 3, turbojpeg.h
const TJINIT_COMPRESS = 0
const TJPF_RGB = 0
const PARAMETERS = {
  noRealloc: 2,
  quality: 3,
  subsampling: 4,
  colorspace: 8,
  optimize: 11,
  progressive: 12,
  arithmetic: 14,
  restartBlocks: 18,
  restartRows: 19,
} as const

/** TJSAMP_ of turbojpeg.h. */
export const SUBSAMPLING = {
  '4:4:4': 0,
  '4:2:2': 1,
  '4:2:0': 2,
  grayscale: 3,
  '4:4:0': 4,
  '4:1:1': 5,
  '4:4:1': 6,
} as const

/** Values of libjpeg-turbo's compression parameters, TJPARAM_ of turbojpeg.h. */
export type EncodeOptions = { readonly subsampling: number } & { readonly [Key in keyof typeof PARAMETERS]?: number }

/** What is decoded in part. */
export const decodedInPart: Record<string, EncodeOptions> = {
  '4:4:4': { subsampling: SUBSAMPLING['4:4:4'] },
  '4:2:2': { subsampling: SUBSAMPLING['4:2:2'] },
  '4:2:0': { subsampling: SUBSAMPLING['4:2:0'] },
  '4:4:0': { subsampling: SUBSAMPLING['4:4:0'] },
  '4:1:1': { subsampling: SUBSAMPLING['4:1:1'] },
  grayscale: { subsampling: SUBSAMPLING.grayscale },
  RGB: { subsampling: SUBSAMPLING['4:4:4'], colorspace: 0 },
  '4:2:0, restarts': { subsampling: SUBSAMPLING['4:2:0'], restartBlocks: 2 },
  '4:2:2, restarts': { subsampling: SUBSAMPLING['4:2:2'], restartRows: 1 },
  '4:4:0, restarts': { subsampling: SUBSAMPLING['4:4:0'], restartBlocks: 5 },
  '4:1:1, restarts': { subsampling: SUBSAMPLING['4:1:1'], restartBlocks: 1 },
  'grayscale, restarts': { subsampling: SUBSAMPLING.grayscale, restartBlocks: 7 },
}
/** What is not. */
export const decodedWhole: Record<string, EncodeOptions> = {
  '4:4:1': { subsampling: SUBSAMPLING['4:4:1'] },
  'progressive 4:2:0': { subsampling: SUBSAMPLING['4:2:0'], progressive: 1 },
  'progressive 4:4:4': { subsampling: SUBSAMPLING['4:4:4'], progressive: 1 },
  'arithmetic 4:2:0': { subsampling: SUBSAMPLING['4:2:0'], arithmetic: 1 },
}

/** Compresses images for tests with the native libjpeg-turbo. */
export function createEncoder(): (image: RgbImage, options: EncodeOptions) => Uint8Array {
  const { library } = loadTurboJpeg()
  const init = library.func('tj3Init', 'void *', ['int'])
  const set = library.func('tj3Set', 'int', ['void *', 'int', 'int'])
  const destroy = library.func('tj3Destroy', 'void', ['void *'])
  const compress = library.func(
    'int tj3Compress8(void *, void *, int, int, int, int, _Inout_ void **, _Inout_ size_t *)',
  )
  return ({ width, height, data }, options) => {
    const handle: unknown = init(TJINIT_COMPRESS)
    const file = new Uint8Array(width * height * 6 + 4096)
    const size = [file.length]
    const parameters = Object.entries({ quality: 90, ...options, noRealloc: 1 })
    for (const [name, value] of parameters) set(handle, PARAMETERS[name as keyof typeof PARAMETERS], value)
    const status: unknown = compress(handle, data, width, 0, height, TJPF_RGB, [file], size)
    destroy(handle)
    if (status !== 0) throw new Error('libturbojpeg could not compress an image')
    return file.subarray(0, size[0])
  }
}

/** A file whose last scan comes `times` more: the work of decoding grows by as many scans, the file by their bytes. */
export function withLastScanAgain(file: Uint8Array, times: number): Buffer {
  const bytes = Buffer.from(file)
  const scan = bytes.subarray(bytes.lastIndexOf(Buffer.from([0xff, 0xda])), -2)
  return Buffer.concat([bytes.subarray(0, -2), ...Array.from({ length: times }, () => scan), bytes.subarray(-2)])
}
