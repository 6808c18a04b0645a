import { ImageFault } from '../../../shared/skip.ts'

export type ImageFormat = 'JPEG' | 'PNG'

/** Formats that are images but not decoded here, by the bytes they begin with (latin1; `?` is any byte). */
const OTHER_FORMATS: readonly (readonly [name: string, beginning: string])[] = [
  ['GIF', 'GIF87a'],
  ['GIF', 'GIF89a'],
  ['BMP', 'BM'],
  ['WebP', 'RIFF????WEBP'],
  ['TIFF', 'II*\0'],
  ['TIFF', 'MM\0*'],
  ['JPEG 2000', '\0\0\0\x0cjP  '],
  ['JPEG 2000', '\xff\x4f\xff\x51'],
  ['JPEG XL', '\xff\x0a'],
  ['AVIF', '????ftypavif'],
  ['HEIC', '????ftyphei'],
]

/**
 * Tells the format by the file's first bytes, never by its name: ImageNet has a PNG under a .JPEG name.
 *
 * @param head at least the first 12 bytes, or the whole file
 * @throws ImageFault empty-file, unsupported-format, not-an-image
 */
export function identifyFormat(head: Uint8Array): ImageFormat {
  if (head.length === 0) throw new ImageFault('empty-file', 'the file has no bytes')
  if (beginsWith(head, '\xff\xd8\xff')) return 'JPEG'
  if (beginsWith(head, '\x89PNG\r\n\x1a\n')) return 'PNG'
  const other = OTHER_FORMATS.find(([, beginning]) => beginsWith(head, beginning))
  if (other) throw new ImageFault('unsupported-format', `${other[0]} is not supported: only JPEG and PNG are`)
  throw new ImageFault('not-an-image', 'neither JPEG nor PNG')
}

function beginsWith(head: Uint8Array, beginning: string): boolean {
  if (head.length < beginning.length) return false
  return Array.from(beginning).every((char, i) => char === '?' || head[i] === char.charCodeAt(0))
}
