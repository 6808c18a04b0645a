import { expect, it } from 'vitest'
import { exifOrientation } from './exif.ts'

type Entry = readonly [tag: number, type: number, count: number, value: number]

const ORIENTATION = (value: number): Entry => [0x0112, 3, 1, value]

/** An APP1 segment behind its length, as cameras write it. */
function segment(entries: readonly Entry[], { order = 'II', stated = entries.length } = {}): Buffer {
  const isIntel = order === 'II'
  const tiff = Buffer.alloc(8 + 2 + 12 * entries.length + 4)
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  tiff.write(order, 'latin1')
  view.setUint16(2, 42, isIntel)
  view.setUint32(4, 8, isIntel)
  view.setUint16(8, stated, isIntel)
  for (const [i, [tag, type, count, value]] of entries.entries()) {
    const at = 10 + 12 * i
    view.setUint16(at, tag, isIntel)
    view.setUint16(at + 2, type, isIntel)
    view.setUint32(at + 4, count, isIntel)
    if (tag === 0x0112) view.setUint16(at + 8, value, isIntel)
    else view.setUint32(at + 8, value, isIntel)
  }
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
}

it.each(['II', 'MM'])('reads each orientation, %s', (order) => {
  for (const value of [1, 2, 3, 4, 5, 6, 7, 8])
    expect(exifOrientation(segment([[0x0131, 2, 2, 0], ORIENTATION(value)], { order }))).toBe(value)
})

// What OpenCV 4.6's imread makes of the same segments.
it.each([
  ['no orientation', segment([[0x0131, 2, 2, 0]]), 1],
  ['none of the eight', segment([ORIENTATION(9)]), 1],
  ['zero', segment([ORIENTATION(0)]), 1],
  ['the first of two', segment([ORIENTATION(6), ORIENTATION(3)]), 6],
  ['more entries said than there are', segment([ORIENTATION(6)], { stated: 65_535 }), 6],
  ['fewer', segment([[0x0131, 2, 2, 0], ORIENTATION(6)], { stated: 1 }), 1],
  ['a text before it that lies outside', segment([[0x010e, 2, 1000, 8], ORIENTATION(6)]), 1],
  ['a fraction before it that lies outside', segment([[0x011a, 5, 1, 4_000_000_000], ORIENTATION(6)]), 1],
  ['a tag that nobody reads, outside', segment([[0x8825, 4, 1000, 4_000_000_000], ORIENTATION(6)]), 6],
  ['cut off in it', segment([ORIENTATION(6)]).subarray(0, 6 + 10 + 9), 1],
  ['another beginning, read as MM', segment([ORIENTATION(6)], { order: 'XX' }), 6],
  ['nothing', Buffer.alloc(0), 1],
  ['six bytes', Buffer.alloc(6), 1],
])('%s', (_, bytes, orientation) => {
  expect(exifOrientation(bytes)).toBe(orientation)
})
