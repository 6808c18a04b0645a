import { describe, expect, it } from 'vitest'
import { ImageFault } from '../../../shared/skip.ts'
import { identifyFormat } from './signature.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')

/** A file of boxes with this brand, and those that it is compatible with. */
function boxes(major: string, ...compatible: string[]): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(16 + 4 * compatible.length)
  return Buffer.concat([size, bytes(`ftyp${major}\0\0\0\0${compatible.join('')}`), bytes('\0\0\0\x08mdat')])
}

function faultOf(head: Buffer): [string, string] {
  try {
    return ['none', identifyFormat(head)]
  } catch (error) {
    if (error instanceof ImageFault) return [error.reason, error.message]
    throw error
  }
}

describe('a file that is neither JPEG nor PNG', () => {
  it.each([
    ['GIF', bytes('GIF89a')],
    ['BMP', bytes('BM\x36\x10\0\0\0\0\0\0\x36\0\0\0')],
    ['WebP', bytes('RIFF\x24\0\0\0WEBPVP8 ')],
    ['TIFF', bytes('II*\0\x08\0\0\0')],
    ['TIFF', bytes('MM\0*\0\0\0\x08')],
    ['TIFF (BigTIFF)', bytes('II+\0\x08\0\0\0')],
    ['JPEG 2000', bytes('\0\0\0\x0cjP  \r\n\x87\n')],
    ['JPEG XL', bytes('\xff\x0a\xfa')],
    ['JPEG XL', bytes('\0\0\0\x0cJXL \r\n\x87\n')],
    ['HEIF (HEIC)', boxes('heic', 'mif1', 'heic')],
    ['HEIF (HEIC)', boxes('mif1', 'mif1', 'heic')],
    ['HEIF', boxes('mif1', 'mif1', 'miaf')],
    ['AVIF', boxes('avif', 'mif1', 'miaf')],
    ['AVIF', boxes('mif1', 'avif')],
    ["a camera's raw format (CR3)", boxes('crx ', 'crx ', 'isom')],
    ['PNM (PBM, PGM, PPM)', bytes('P6\n2 2\n255\n')],
    ['BPG', bytes('BPG\xfb')],
    ['Photoshop', bytes('8BPS\0\x01')],
  ])('is named as an image that is not supported: %s', (name, head) =>
    expect(faultOf(head)).toEqual(['unsupported-format', `${name} is not supported: only JPEG and PNG are`]),
  )

  it.each([
    [
      'a git-LFS pointer, not the image itself: fetch',
      bytes('version https://git-lfs.github.com/spec/v1\noid sha256:4d'),
    ],
    ['a git-annex pointer', bytes('/annex/objects/SHA256E-s1--4d.jpg\n')],
    ['an HTML page', bytes('\n <!DOCTYPE html><html lang="en">')],
    ['an HTML page', bytes('<HTML><head>')],
    ['an HTML page', bytes('\xef\xbb\xbf<html>')],
    ['an XML document', bytes('<?xml version="1.0"?><Error><Code>AccessDenied</Code>')],
    ['an SVG drawing', bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">')],
    ['an SVG drawing', bytes('<!-- Inkscape -->\n<svg>')],
    ['a JSON document', bytes('{\n  "error": 404}')],
    ['text, perhaps an error', bytes('Not Found')],
    ['a link of git-annex as text', bytes('../.git/annex/objects/Xq/9k/SHA256E-s9')],
    ['a PNG whose line ends were changed', bytes('\x89PNG\n\x1a\n')],
    ['a bzip2 archive: unpack it', bytes('BZh91AY')],
    ['a PostScript document', bytes('%!PS-Adobe-3.0')],
    ['a JSON document', bytes('{"message": "rate limit"}')],
    ['a PDF document', bytes('%PDF-1.7')],
    ['a ZIP archive: unpack it', bytes('PK\x03\x04\x14')],
    ['a tar archive: unpack it', Buffer.concat([Buffer.alloc(257, 'x'), bytes('ustar\0')])],
    ['an array of NumPy', bytes('\x93NUMPY\x01\0')],
    ['a video', boxes('isom', 'mp42')],
    ['nothing but zeros', Buffer.alloc(4096)],
    ['text', bytes('BMW is a car')],
    ['neither JPEG nor PNG', bytes('\x01\x02\xff')],
  ])('is said to be %s', (what, head) => {
    const [reason, detail] = faultOf(head)
    expect(reason).toBe('not-an-image')
    expect(detail.slice(0, what.length)).toBe(what)
  })
})
