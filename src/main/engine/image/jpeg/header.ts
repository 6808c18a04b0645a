import { ImageFault } from '../../../../shared/skip.ts'
import type { ColorModel, NeedsMoreBytes } from '../header.ts'
import { UPRIGHT, type Orientation } from '../orientation.ts'
import { checkHeaderSize, checkPixelCount } from '../limits.ts'
import { exifOrientation } from './exif.ts'

export interface JpegHeader {
  readonly width: number
  readonly height: number
  readonly colorModel: ColorModel
  /** The coefficients come in several scans: a decoder must read to the end marker before it can give the first row. */
  readonly multipleScans: boolean
  readonly arithmetic: boolean
  /** Of each component the horizontal and vertical sampling factor, four bits each. */
  readonly sampling: readonly number[]
  /** Of each component the id that scans name it by. */
  readonly componentIds: readonly number[]
  /** The scan data contain restart markers. */
  readonly restarts: boolean
  /** How the image lies, by its EXIF data. */
  readonly orientation: Orientation
  /** Offset of the first SOS marker. */
  readonly scanStart: number
}

interface Frame {
  readonly width: number
  readonly height: number
  readonly progressive: boolean
  readonly arithmetic: boolean
  readonly sampling: readonly number[]
  readonly componentIds: readonly number[]
}

const SOS = 0xda
const EOI = 0xd9
const SOI = 0xd8
const DRI = 0xdd
const SOF_PROGRESSIVE = 0xc2
const SOF_ARITHMETIC = 0xc9
const SOF_PROGRESSIVE_ARITHMETIC = 0xca
/** Baseline, extended and progressive; Huffman- or arithmetic-coded: what libjpeg-turbo 2 and Pillow decode. */
const SUPPORTED_FRAMES = new Set([0xc0, 0xc1, SOF_PROGRESSIVE, SOF_ARITHMETIC, SOF_PROGRESSIVE_ARITHMETIC])
/** Lossless, hierarchical and reserved processes: libjpeg-turbo 2 raises JERR_SOF_UNSUPPORTED. */
const UNSUPPORTED_FRAMES = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc8, 0xcb, 0xcd, 0xce, 0xcf, 0xde, 0xdf])

/**
 * Reads the markers from SOI to the first SOS as libjpeg-turbo's jdmarker.c does, within what Pillow's
 * JpegImagePlugin.py accepts (8 bits; 1, 3 or 4 components).
 *
 * @param bytes the file, or its beginning: then the answer may be how many bytes are needed
 * @throws ImageFault bad-header, unsupported-format, too-large
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader | NeedsMoreBytes {
  let frame: Frame | undefined
  let sawJfif = false
  let adobeTransform: number | undefined
  let restarts = false
  let orientation: Orientation | undefined
  let position = 2
  for (let segments = 0; ; segments++) {
    position = nextMarker(bytes, position)
    checkHeaderSize(position, segments)
    const marker = bytes[position + 1]
    if (marker === undefined) return { needs: Math.max(position, bytes.length) + 2 }
    if (marker >= 0xd0 && marker <= 0xd7) {
      position += 2
      continue
    }
    checkHeaderMarker(marker)
    const length = uint16(bytes, position + 2)
    const end = position + 2 + Math.max(2, length ?? 2)
    if (length === undefined || end > bytes.length) return { needs: end }
    const segment = bytes.subarray(position + 4, end)
    if (marker === SOS) {
      if (frame === undefined) throw new ImageFault('bad-header', 'the scan comes before the frame header (no SOF)')
      const colorModel = colorModelOf(frame.componentIds, sawJfif, adobeTransform)
      const { progressive, ...facts } = frame
      const multipleScans = progressive || (segment[0] ?? 0) < frame.componentIds.length
      return { ...facts, colorModel, multipleScans, restarts, orientation: orientation ?? UPRIGHT, scanStart: position }
    }
    if (SUPPORTED_FRAMES.has(marker)) {
      if (frame !== undefined) throw new ImageFault('bad-header', 'two frame headers (SOF)')
      frame = readFrame(marker, segment)
    } else if (marker === 0xe0) {
      sawJfif ||= segment.length >= 14 && startsWith(segment, 'JFIF\0')
    } else if (marker === 0xe1) {
      orientation ??= exifOrientation(segment)
    } else if (marker === 0xee && segment.length >= 12 && startsWith(segment, 'Adobe')) {
      adobeTransform = segment[11]
    } else if (marker === DRI) {
      restarts = uint16(segment, 0) !== 0
    }
    position = end
  }
}

/** Offset of the next 0xFF that a marker code follows; skips garbage, stuffed zeros and fill bytes (jdmarker.c, `next_marker`). */
export function nextMarker(bytes: Uint8Array, from: number): number {
  for (let position = from; ; position++) {
    position = bytes.indexOf(0xff, position)
    if (position < 0) return bytes.length
    const code = bytes[position + 1]
    if (code !== 0 && code !== 0xff) return position
  }
}

function checkHeaderMarker(marker: number): void {
  if (UNSUPPORTED_FRAMES.has(marker)) {
    throw new ImageFault('unsupported-format', `a lossless, hierarchical or reserved JPEG process (${hex(marker)})`)
  }
  const startsSegment = (marker >= 0xc0 && marker <= 0xef && marker !== SOI && marker !== EOI) || marker === 0xfe
  if (!startsSegment) throw new ImageFault('bad-header', `unexpected marker ${hex(marker)} in the header`)
}

function readFrame(marker: number, segment: Uint8Array): Frame {
  const [bits, , , , , components] = segment
  const height = uint16(segment, 1)
  const width = uint16(segment, 3)
  if (width === undefined || height === undefined || components === undefined) {
    throw new ImageFault('bad-header', 'the frame header (SOF) is too short')
  }
  if (bits !== 8)
    throw new ImageFault('unsupported-format', `a JPEG of ${bits ?? 0} bits a sample, only 8 are supported`)
  if (components !== 1 && components !== 3 && components !== 4) {
    throw new ImageFault('unsupported-format', `a JPEG of ${components} components`)
  }
  if (segment.length !== 6 + 3 * components) {
    throw new ImageFault('bad-header', 'the frame header (SOF) has the wrong length')
  }
  if (width === 0 || height === 0) throw new ImageFault('bad-header', `an image of ${width} × ${height} pixels`)
  checkPixelCount(width, height)
  const ofEachComponent = (offset: number) =>
    Array.from({ length: components }, (_, index) => segment[offset + 3 * index] ?? 0)
  return {
    width,
    height,
    progressive: marker === SOF_PROGRESSIVE || marker === SOF_PROGRESSIVE_ARITHMETIC,
    arithmetic: marker === SOF_ARITHMETIC || marker === SOF_PROGRESSIVE_ARITHMETIC,
    componentIds: ofEachComponent(6),
    sampling: ofEachComponent(7),
  }
}

/** libjpeg's guess, `default_decompress_parms` in jdapimin.c. */
function colorModelOf(ids: readonly number[], sawJfif: boolean, adobeTransform: number | undefined): ColorModel {
  if (ids.length === 1) return 'grayscale'
  if (ids.length === 4) return adobeTransform === undefined || adobeTransform === 0 ? 'CMYK' : 'YCCK'
  if (sawJfif) return 'YCbCr'
  if (adobeTransform !== undefined) return adobeTransform === 0 ? 'RGB' : 'YCbCr'
  return String.fromCharCode(...ids) === 'RGB' ? 'RGB' : 'YCbCr'
}

function uint16(bytes: Uint8Array, offset: number): number | undefined {
  const high = bytes[offset]
  const low = bytes[offset + 1]
  return high === undefined || low === undefined ? undefined : (high << 8) | low
}

function startsWith(segment: Uint8Array, text: string): boolean {
  return segment.length >= text.length && Array.from(text).every((char, i) => segment[i] === char.charCodeAt(0))
}

function hex(marker: number): string {
  return `0xFF${marker.toString(16).toUpperCase().padStart(2, '0')}`
}
