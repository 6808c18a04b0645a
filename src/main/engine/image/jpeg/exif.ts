import { UPRIGHT, type Orientation } from '../orientation.ts'

/** Before the TIFF header, usually `Exif` and two zeros; OpenCV looks at none of it. */
const PREFIX_BYTES = 6
const ENTRY_BYTES = 12
const TIFF_MARK = 42
const ORIENTATION = 0x0112
/** What an entry holds itself, where that is text. */
const INLINE_BYTES = 4

/** Tags that OpenCV reads as text, and those of so many fractions: where what they refer to is not there, it reads no further. */
const TEXTS = new Set([0x010e, 0x010f, 0x0110, 0x0131, 0x0132, 0x8298])
const FRACTIONS = new Map([
  [0x011a, 1],
  [0x011b, 1],
  [0x013e, 2],
  [0x013f, 6],
  [0x0211, 3],
  [0x0214, 6],
])
const FRACTION_BYTES = 8

/**
 * How an image lies, by the first APP1 segment of its file: as OpenCV 4 reads it (`ExifReader`, imgcodecs/src/exif.cpp),
 * whose first entry of the tag counts, and for which whatever does not make sense is upright.
 *
 * @param segment what follows the segment's length
 */
export function exifOrientation(segment: Uint8Array): Orientation {
  const tiff = segment.subarray(PREFIX_BYTES)
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const isIntel = tiff[0] === 0x49 && tiff[1] === 0x49
  const uint16 = (at: number) => (at + 2 <= tiff.length ? view.getUint16(at, isIntel) : undefined)
  const uint32 = (at: number) => (at + 4 <= tiff.length ? view.getUint32(at, isIntel) : undefined)
  const directory = uint32(4)
  if (uint16(2) !== TIFF_MARK || directory === undefined) return UPRIGHT
  const entries = uint16(directory) ?? 0
  for (let entry = 0, at = directory + 2; entry < entries; entry++, at += ENTRY_BYTES) {
    const tag = uint16(at)
    if (tag === ORIENTATION) return known(uint16(at + 8))
    if (tag === undefined || !isThere(tag, uint32(at + 4), uint32(at + 8), tiff.length)) return UPRIGHT
  }
  return UPRIGHT
}

const known = (orientation: number | undefined) =>
  orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT

/** Whether what an entry refers to lies in the segment, where OpenCV reads that. */
function isThere(tag: number, count: number | undefined, value: number | undefined, length: number): boolean {
  const fractions = FRACTIONS.get(tag)
  if (fractions !== undefined) return value !== undefined && value + fractions * FRACTION_BYTES <= length
  if (!TEXTS.has(tag)) return true
  if (count === undefined) return false
  return count > INLINE_BYTES ? value !== undefined && value + count <= length : 8 + count <= length
}
