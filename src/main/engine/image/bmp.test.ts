import { expect, it } from 'vitest'
import { encodeBmp } from './bmp.ts'

it('writes the headers, and rows of B, G, R from the bottom up in multiples of four bytes', () => {
  // Two rows of one red, one green pixel; one blue, one white.
  const data = Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255)
  const file = Buffer.from(encodeBmp({ width: 2, height: 2, data }))
  expect(file.toString('hex')).toBe(
    '424d' +
      '46000000' +
      '00000000' +
      '36000000' + // file header: 70 bytes, pixels at 54
      '28000000' +
      '02000000' +
      '02000000' +
      '0100' +
      '1800' + // 40 bytes of header, 2 × 2, 1 plane, 24 bits
      '00000000' +
      '10000000' +
      '00000000'.repeat(4) + // not compressed, 16 bytes of pixels
      'ff0000' +
      'ffffff' +
      '0000' + // the lower row, padded
      '0000ff' +
      '00ff00' +
      '0000',
  )
})
