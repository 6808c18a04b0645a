import { ImageFault } from '../../../shared/skip.ts'

/** What a file may begin with: latin1 characters, of which `?` is any byte. */
type Beginning = string

/** Images that are not decoded here. */
const OTHER_IMAGES: readonly (readonly [name: string, beginning: Beginning])[] = [
  ['GIF', 'GIF87a'],
  ['GIF', 'GIF89a'],
  // Two letters alone may begin any text: the four bytes behind the file's size are reserved, and 0.
  ['BMP', 'BM????\0\0\0\0'],
  ['WebP', 'RIFF????WEBP'],
  ['TIFF', 'II*\0'],
  ['TIFF', 'MM\0*'],
  ['TIFF (BigTIFF)', 'II+\0'],
  ['TIFF (BigTIFF)', 'MM\0+'],
  ['JPEG 2000', '\0\0\0\x0cjP  '],
  ['JPEG 2000', '\xff\x4f\xff\x51'],
  ['JPEG XL', '\xff\x0a'],
  ['JPEG XL', '\0\0\0\x0cJXL '],
  ['JPEG XR', 'II\xbc'],
  ['Photoshop', '8BPS'],
  ['icon', '\0\0\x01\0'],
  ['OpenEXR', 'v/1\x01'],
  ['QOI', 'qoif'],
  ['DDS', 'DDS '],
  ['BPG', 'BPG\xfb'],
  ...['P1', 'P2', 'P3', 'P4', 'P5', 'P6'].flatMap((kind): [string, string][] => [
    ['PNM (PBM, PGM, PPM)', `${kind}\n`],
    ['PNM (PBM, PGM, PPM)', `${kind} `],
  ]),
  ['Radiance HDR', '#?RADIANCE'],
]

/** By brand, what a file of boxes (ISO 14496-12, beginning with `ftyp`) is: the first of them that one of its brands begins with. */
const BRANDS: readonly (readonly [name: string, brand: string])[] = [
  ['AVIF', 'avi'],
  ['HEIF (HEIC)', 'hei'],
  ['HEIF (HEIC)', 'hev'],
  ['HEIF', 'mif1'],
  ['HEIF', 'msf1'],
  ["a camera's raw format (CR3)", 'crx '],
]

/** What lies in an image's place and is none, and what to do about it where that is known. */
const NO_IMAGES: readonly (readonly [what: string, beginning: Beginning, way?: string])[] = [
  [
    'a git-LFS pointer, not the image itself',
    'version https://git-lfs.github.com/spec/',
    'fetch its content with "git lfs pull"',
  ],
  ['a git-annex pointer, not the image itself', '/annex/objects/', 'fetch its content with "git annex get"'],
  ['a link of git-annex as text, not the image itself', '../.git/annex/', 'fetch its content with "git annex get"'],
  ['a link of git-annex as text, not the image itself', '../../.git/annex/', 'fetch its content with "git annex get"'],
  ['a PNG whose line ends were changed, as by a transfer as text', '\x89PNG', 'download it again'],
  ['a PDF document', '%PDF-'],
  ['a PostScript document', '%!PS'],
  ['a ZIP archive', 'PK\x03\x04', 'unpack it'],
  ['a gzip archive', '\x1f\x8b\x08', 'unpack it'],
  ['an xz archive', '\xfd7zXZ\0', 'unpack it'],
  ['a bzip2 archive', 'BZh', 'unpack it'],
  ['a Zstandard archive', '(\xb5/\xfd', 'unpack it'],
  ['a 7z archive', "7z\xbc\xaf'\x1c", 'unpack it'],
  ['a RAR archive', 'Rar!\x1a\x07', 'unpack it'],
  ['an array of NumPy', '\x93NUMPY'],
  ['a file of HDF5', '\x89HDF\r\n\x1a\n'],
  ['what macOS keeps beside a file (AppleDouble)', '\0\x05\x16\x07'],
]

/** Markup, which may begin with blanks and in small or capital letters. */
const MARKUP: readonly (readonly [what: string, beginning: string])[] = [
  ['an HTML page, perhaps an error that a server sent instead of the image', '<!doctype html'],
  ['an HTML page, perhaps an error that a server sent instead of the image', '<html'],
  ['an HTML page, perhaps an error that a server sent instead of the image', '<head'],
  ['an SVG drawing', '<svg'],
  ['an XML document, perhaps an error that a server sent instead of the image', '<?xml'],
  ['a JSON document, perhaps an error that a server sent instead of the image', '{"'],
]

const TAR_MARK = 257

/**
 * Why a file is not decoded that is neither JPEG nor PNG: what it is instead, by what it begins with.
 * @param head the first bytes, 512 of them where there are as many
 */
export function foreignFormat(head: Uint8Array): ImageFault {
  const image = OTHER_IMAGES.find(([, beginning]) => beginsWith(head, beginning))?.[0] ?? ofBoxes(head)
  if (image !== null) return new ImageFault('unsupported-format', `${image} is not supported: only JPEG and PNG are`)
  const [what, way] = noImage(head) ?? []
  if (what === undefined) return new ImageFault('not-an-image', 'neither JPEG nor PNG')
  return new ImageFault('not-an-image', `${what}${way === undefined ? '' : `: ${way}`}`)
}

export function beginsWith(head: Uint8Array, beginning: Beginning, from = 0): boolean {
  if (head.length < from + beginning.length) return false
  return Array.from(beginning).every((char, i) => char === '?' || head[from + i] === char.charCodeAt(0))
}

/** The image that a file of boxes holds; null where it holds none, or is no such file. */
function ofBoxes(head: Uint8Array): string | null {
  if (!beginsWith(head, '????ftyp')) return null
  const box = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const end = Math.min(box.getUint32(0), head.length)
  // The major brand, a version, and the brands that it is compatible with.
  const brands = [8, ...Array.from({ length: Math.max(0, (end - 16) >> 2) }, (_, i) => 16 + 4 * i)]
  return BRANDS.find(([, brand]) => brands.some((at) => beginsWith(head, brand, at)))?.[0] ?? null
}

function noImage(head: Uint8Array): readonly [what: string, way?: string] | null {
  const found = NO_IMAGES.find(([, beginning]) => beginsWith(head, beginning))
  if (found) return found[2] === undefined ? [found[0]] : [found[0], found[2]]
  if (beginsWith(head, '????ftyp')) return ['a video (MP4 or QuickTime)']
  if (beginsWith(head, 'ustar', TAR_MARK)) return ['a tar archive', 'unpack it']
  if (head.every((byte) => byte === 0)) return ['nothing but zeros as far as looked: was it copied to its end?']
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase()
  if (/^<[?!][^]*<svg/.test(text)) return ['an SVG drawing']
  const markup = MARKUP.find(([, beginning]) => text.replaceAll(/(?<=[[{])\s+/g, '').startsWith(beginning))
  if (markup) return [markup[0]]
  return /^[\t\n\r -~]+$/.test(text) ? ['text, perhaps an error that a server sent instead of the image'] : null
}
