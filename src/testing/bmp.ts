import { expect } from 'vitest'

/** Reads a BMP as its specification says, to rows of R, G, B. */
export function readBmp(bmp: Uint8Array) {
  const view = Buffer.from(bmp)
  expect(view.toString('latin1', 0, 2)).toBe('BM')
  expect(view.readUInt32LE(2)).toBe(bmp.byteLength)
  expect([view.readUInt16LE(28), view.readUInt32LE(30)]).toEqual([24, 0])
  const [start, width, height] = [view.readUInt32LE(10), view.readInt32LE(18), view.readInt32LE(22)]
  const rowBytes = Math.ceil((width * 3) / 4) * 4
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let i = 0; i < width * 3; i++)
      data[y * width * 3 + i] = view[start + (height - 1 - y) * rowBytes + i - (i % 3) + (2 - (i % 3))] ?? -1
  return { width, height, data }
}
