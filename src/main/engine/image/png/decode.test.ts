import { describe, expect, it } from 'vitest'
import { ImageFault } from '../../../../shared/skip.ts'
import { createDecoder } from '../index.ts'
import { buildPng, pngChunk, type PngParts } from '../testing/tiny-images.ts'

const decoder = createDecoder()
const rgb = (file: Uint8Array) => Buffer.from(decoder.decode(file).data).toString('hex')

const row = (depth: number, colorType: number, samples: number[], chunks: Uint8Array[] = []): PngParts => {
  const channels = { 2: 3, 4: 2, 6: 4 }[colorType] ?? 1
  return {
    width: Math.floor((samples.length * 8) / depth / channels),
    height: 1,
    depth,
    colorType,
    rows: [0, ...samples],
    chunks,
  }
}
const palette = pngChunk('PLTE', [1, 2, 3, 4, 5, 6])

// Expected bytes: Image.open(file).convert('RGB').tobytes().hex() of Pillow 9.4.
describe('decoding PNG as Pillow converts it to RGB', () => {
  it.each([
    ['1-bit grayscale', row(1, 0, [0xa0]), 'ffffff000000ffffff000000000000000000000000000000'],
    ['2-bit grayscale', row(2, 0, [0x1b]), '000000555555aaaaaaffffff'],
    ['4-bit grayscale', row(4, 0, [0x1f]), '111111ffffff'],
    ['16-bit grayscale, clipped at 255', row(16, 0, [0, 0, 0, 254, 1, 0, 255, 255]), '000000fefefeffffffffffff'],
    ['16-bit grayscale with alpha', row(16, 4, [0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0, 0]), '1212129a9a9a'],
    ['16-bit RGB', row(16, 2, [0x12, 0xff, 0x56, 0xff, 0x9a, 0xff]), '12569a'],
    ['RGBA', row(8, 6, [1, 2, 3, 0, 4, 5, 6, 255]), '010203040506'],
    ['palette, greys beyond its end', row(8, 3, [0, 1, 2, 255], [palette]), '010203040506020202ffffff'],
    ['palette with transparency', row(8, 3, [1, 0], [palette, pngChunk('tRNS', [0, 128])]), '040506010203'],
    ['RGB with transparency', row(8, 2, [1, 2, 3], [pngChunk('tRNS', [0, 1, 0, 2, 0, 3])]), '010203'],
  ])('%s', (_, parts, expected) => expect(rgb(buildPng(parts))).toBe(expected))

  it('undoes every filter', () => {
    const rows = [0, 10, 20, 30, 1, 1, 2, 3, 2, 1, 2, 3, 3, 1, 2, 3, 4, 1, 2, 3]
    const file = buildPng({ width: 3, height: 5, depth: 8, colorType: 0, rows })
    expect(rgb(file)).toBe('0a0a0a1414141e1e1e0101010303030606060202020505050909090202020505050a0a0a0303030707070d0d0d')
  })

  it('puts interlaced pixels where they belong, below one byte too', () => {
    const rows = [0, 0x80, 0, 0x40, 0, 0xc0, 0, 0xe0]
    const file = buildPng({ width: 3, height: 2, depth: 1, colorType: 0, interlaced: true, rows: rows.slice(0, 8) })
    expect(rgb(file)).toBe('ffffffffffff000000ffffffffffffffffff')
  })

  it.each([
    ['no IEND', (file: Buffer) => file.subarray(0, -12)],
    ['garbage behind IEND', (file: Buffer) => Buffer.concat([file, Buffer.from('junk')])],
  ])('accepts what Pillow accepts: %s', (_, change) =>
    expect(rgb(change(buildPng(row(8, 2, [1, 2, 3]))))).toBe('010203'),
  )

  const good = buildPng(row(8, 0, [1, 2, 3]))
  // 13,377 × 13,377 × 3 bytes of pixels, and 13,377 more of filtered rows: some 60,000 bytes below the limit.
  const largeRgb = { width: 13_377, height: 13_377, depth: 8, colorType: 2, rows: [] }
  it.each([
    ['cut in its data', good.subarray(0, -24), 'truncated'],
    ['cut in its header', good.subarray(0, 20), 'truncated'],
    [
      'fewer rows than the header says',
      buildPng({ width: 1, height: 3, depth: 8, colorType: 0, rows: [0, 1, 0] }),
      'truncated',
    ],
    [
      'far more data than pixels',
      buildPng({ width: 1, height: 1, depth: 8, colorType: 0, rows: Array<number>(2e6).fill(0) }),
      'undecodable',
    ],
    ['wrong header checksum', Buffer.from(good).fill(9, 18, 19), 'bad-header'],
    ['unknown filter', buildPng({ width: 1, height: 1, depth: 8, colorType: 0, rows: [5, 1] }), 'undecodable'],
    ['impossible depth', buildPng(row(4, 2, [1, 2, 3])), 'bad-header'],
    ['no pixels', buildPng({ width: 0, height: 1, depth: 8, colorType: 0, rows: [] }), 'bad-header'],
    [
      'more rows and pixels than memory, though either would fit',
      buildPng({ width: 13_000, height: 13_000, depth: 8, colorType: 6, rows: [] }),
      'too-large',
    ],
    ['the same with room for them', buildPng(largeRgb), 'truncated'],
    [
      'the same with room for them, but not for the compressed data too',
      Buffer.concat([buildPng(largeRgb).subarray(0, -12), pngChunk('IDAT', Buffer.alloc(1 << 16))]),
      'too-large',
    ],
    ['a bomb', buildPng({ width: 1e5, height: 1e5, depth: 1, colorType: 0, rows: [] }), 'too-large'],
  ])('names the fault: %s', (_, file, reason) => {
    expect(() => decoder.decode(file)).toThrow(expect.objectContaining({ constructor: ImageFault, reason }))
  })
})
