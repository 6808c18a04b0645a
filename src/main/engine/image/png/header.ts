import { crc32 } from 'node:zlib'
import { ImageFault } from '../../../../shared/skip.ts'
import type { ColorModel, NeedsMoreBytes } from '../header.ts'
import { checkHeaderSize, checkPixelCount } from '../limits.ts'

export interface PngHeader {
  readonly width: number
  readonly height: number
  readonly colorModel: ColorModel
  /** Bits a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number
  readonly interlaced: boolean
  /** Contents of PLTE (R, G, B triples), where the file has one. */
  readonly palette: Uint8Array | undefined
  /** Offset of the first IDAT chunk. */
  readonly dataStart: number
}

export interface PngChunk {
  readonly type: string
  /** Offset of its contents. */
  readonly start: number
  readonly length: number
}

const COLOR_MODELS: ReadonlyMap<number, { model: ColorModel; depths: readonly number[] }> = new Map([
  [0, { model: 'grayscale', depths: [1, 2, 4, 8, 16] }],
  [2, { model: 'RGB', depths: [8, 16] }],
  [3, { model: 'palette', depths: [1, 2, 4, 8] }],
  [4, { model: 'grayscale-alpha', depths: [8, 16] }],
  [6, { model: 'RGBA', depths: [8, 16] }],
])

const SIGNATURE_BYTES = 8
const MAX_PALETTE_BYTES = 256 * 3

/**
 * Reads the chunks up to the first IDAT, checksums included, as Pillow's PngImagePlugin.py does.
 *
 * @param bytes the file, or its beginning: then the answer may be how many bytes are needed
 * @throws ImageFault bad-header, too-large
 */
export function readPngHeader(bytes: Uint8Array): PngHeader | NeedsMoreBytes {
  let header: Omit<PngHeader, 'palette' | 'dataStart'> | undefined
  let palette: Uint8Array | undefined
  for (let position = SIGNATURE_BYTES, segments = 0; ; segments++) {
    const chunk = readChunk(bytes, position)
    if (chunk === undefined) {
      if (position + 8 > bytes.length) return { needs: position + 8 }
      throw new ImageFault('bad-header', `no valid PNG chunk at offset ${position}`)
    }
    if (chunk.type === 'IDAT') {
      if (header === undefined) throw new ImageFault('bad-header', 'the image data comes before the PNG header (IHDR)')
      return { ...header, palette, dataStart: position }
    }
    if (chunk.type === 'IEND') throw new ImageFault('bad-header', 'a PNG without image data (IDAT)')
    const end = chunk.start + chunk.length
    checkHeaderSize(end, segments)
    if (end + 4 > bytes.length) return { needs: end + 4 }
    if (crc32(bytes.subarray(chunk.start - 4, end)) !== uint32(bytes, end)) {
      throw new ImageFault('bad-header', `the checksum of the PNG chunk ${chunk.type} is wrong`)
    }
    const contents = bytes.subarray(chunk.start, end)
    if (chunk.type === 'IHDR') header = readImageHeader(contents)
    if (chunk.type === 'PLTE' && header?.colorModel === 'palette') palette = readPalette(contents)
    position = end + 4
  }
}

/** The chunk that begins at `position`; undefined where the file ends or the type is no chunk type. */
export function readChunk(bytes: Uint8Array, position: number): PngChunk | undefined {
  if (position + 8 > bytes.length) return undefined
  // There may be millions of them: no view is made of any.
  const at = (offset: number) => bytes[position + offset] ?? 0
  const type = String.fromCharCode(at(4), at(5), at(6), at(7))
  return /^\w{4}$/.test(type) ? { type, start: position + 8, length: uint32(bytes, position) } : undefined
}

function readImageHeader(contents: Uint8Array): Omit<PngHeader, 'palette' | 'dataStart'> {
  if (contents.length < 13) throw new ImageFault('bad-header', 'the PNG header (IHDR) is too short')
  const width = uint32(contents, 0)
  const height = uint32(contents, 4)
  const [depth = 0, colorType = 0, , filterMethod, interlace] = contents.subarray(8)
  const color = COLOR_MODELS.get(colorType)
  if (!color?.depths.includes(depth)) {
    throw new ImageFault('bad-header', `no PNG has colour type ${colorType} with ${depth} bits`)
  }
  if (filterMethod !== 0) throw new ImageFault('bad-header', 'unknown PNG filter method')
  if (width === 0 || height === 0) throw new ImageFault('bad-header', `an image of ${width} × ${height} pixels`)
  checkPixelCount(width, height)
  return { width, height, depth, colorModel: color.model, interlaced: interlace !== 0 }
}

function readPalette(contents: Uint8Array): Uint8Array {
  if (contents.length > MAX_PALETTE_BYTES) throw new ImageFault('bad-header', 'a palette of more than 256 colours')
  return contents.slice(0, contents.length - (contents.length % 3))
}

function uint32(bytes: Uint8Array, offset: number): number {
  const at = (distance: number) => bytes[offset + distance] ?? 0
  return ((at(0) << 24) | (at(1) << 16) | (at(2) << 8) | at(3)) >>> 0
}
