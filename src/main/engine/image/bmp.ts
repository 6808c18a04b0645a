import type { RgbImage } from './rgb-image.ts'

const FILE_HEADER = 14
const INFO_HEADER = 40
const HEADERS = FILE_HEADER + INFO_HEADER
const BITS_PER_PIXEL = 24

/** An image as a BMP file: exact, and as fast to write as to copy. Rows of B, G, R from the bottom up, padded to four bytes. */
export function encodeBmp({ width, height, data }: RgbImage): Uint8Array<ArrayBuffer> {
  const rowBytes = (width * 3 + 3) & ~3
  const file = new Uint8Array(HEADERS + rowBytes * height)
  const header = new DataView(file.buffer)
  file.set([0x42, 0x4d]) // BM
  header.setUint32(2, file.byteLength, true)
  header.setUint32(10, HEADERS, true)
  header.setUint32(14, INFO_HEADER, true)
  header.setInt32(18, width, true)
  header.setInt32(22, height, true)
  header.setUint16(26, 1, true) // planes
  header.setUint16(28, BITS_PER_PIXEL, true)
  header.setUint32(34, rowBytes * height, true)
  let from = 0
  for (let row = height - 1; row >= 0; row--) {
    let to = HEADERS + row * rowBytes
    for (let x = 0; x < width; x++, from += 3, to += 3) {
      file[to] = data[from + 2] ?? 0
      file[to + 1] = data[from + 1] ?? 0
      file[to + 2] = data[from] ?? 0
    }
  }
  return file
}
