import { requireWholeHeader, type ColorModel } from './header.ts'
import { checkWorkingMemory } from './limits.ts'
import { inflateImageData } from './png-data.ts'
import { unfilterRow } from './png-filter.ts'
import { readPngHeader, type PngHeader } from './png-header.ts'
import type { PixelBuffer } from './pixel-buffer.ts'
import type { RgbImage } from './rgb-image.ts'

/** The pixels of one reduced image: every `stepX`th from column `x`, every `stepY`th from row `y`. */
interface Pass {
  readonly x: number
  readonly y: number
  readonly stepX: number
  readonly stepY: number
}

const WHOLE: readonly Pass[] = [{ x: 0, y: 0, stepX: 1, stepY: 1 }]
/** https://www.w3.org/TR/png-3/#8InterlaceMethods */
const ADAM7: readonly Pass[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
]

const CHANNELS: Partial<Record<ColorModel, number>> = { RGB: 3, RGBA: 4, 'grayscale-alpha': 2 }

/**
 * Decodes a PNG to what Pillow's `convert('RGB')` gives: alpha and transparency are dropped, 16-bit colours keep
 * their high byte, 16-bit grayscale is clipped at 255, and palette entries that the file lacks are greys.
 *
 * @param rgb where the pixels are written
 * @throws ImageFault bad-header, too-large, truncated, undecodable
 */
export function decodePng(bytes: Uint8Array, rgb: PixelBuffer): RgbImage {
  const header = requireWholeHeader(readPngHeader(bytes))
  const { width, height } = header
  const bitsPerPixel = header.depth * (CHANNELS[header.colorModel] ?? 1)
  const passes = (header.interlaced ? ADAM7 : WHOLE)
    .map((pass) => ({
      ...pass,
      columns: Math.ceil((width - pass.x) / pass.stepX),
      rows: Math.ceil((height - pass.y) / pass.stepY),
    }))
    .filter(({ columns, rows }) => columns > 0 && rows > 0)
    .map((pass) => ({ ...pass, rowBytes: Math.ceil((pass.columns * bitsPerPixel) / 8) }))
  const expected = passes.reduce((sum, { rows, rowBytes }) => sum + rows * (1 + rowBytes), 0)
  // At its worst moment: the IDAT chunks joined, the filtered rows, and the pixels.
  checkWorkingMemory(bytes.length - header.dataStart + expected + width * height * 3)

  const filtered = inflateImageData(bytes, header.dataStart, expected)
  const data = rgb.take(width * height * 3)
  const writeRow = rowWriter(header, data)
  const filterDistance = Math.ceil(bitsPerPixel / 8)
  let offset = 0
  for (const { x, y, stepX, stepY, columns, rows, rowBytes } of passes) {
    let previous: Uint8Array = new Uint8Array(rowBytes)
    for (let row = 0; row < rows; row++) {
      const current = filtered.subarray(offset + 1, offset + 1 + rowBytes)
      unfilterRow(filtered[offset] ?? 0, current, previous, filterDistance)
      writeRow(current, columns, ((y + row * stepY) * width + x) * 3, stepX * 3)
      previous = current
      offset += 1 + rowBytes
    }
  }
  return { width, height, data }
}

/** Writes `columns` pixels of an unfiltered row into `data`, from byte `to` on and `step` bytes apart. */
type RowWriter = (row: Uint8Array, columns: number, to: number, step: number) => void

function rowWriter({ colorModel, depth, palette }: PngHeader, data: Uint8Array): RowWriter {
  const sampleBytes = depth / 8
  if (colorModel === 'RGB' || colorModel === 'RGBA') {
    const pixelBytes = sampleBytes * (CHANNELS[colorModel] ?? 3)
    return (row, columns, to, step) => {
      for (let from = 0; from < columns * pixelBytes; from += pixelBytes, to += step) {
        data[to] = row[from] ?? 0
        data[to + 1] = row[from + sampleBytes] ?? 0
        data[to + 2] = row[from + 2 * sampleBytes] ?? 0
      }
    }
  }
  if (colorModel === 'grayscale-alpha') {
    return (row, columns, to, step) => {
      for (let x = 0; x < columns; x++, to += step) data.fill(row[x * 2 * sampleBytes] ?? 0, to, to + 3)
    }
  }
  if (depth === 16) {
    return (row, columns, to, step) => {
      for (let x = 0; x < columns; x++, to += step)
        data.fill(row[2 * x] === 0 ? (row[2 * x + 1] ?? 0) : 255, to, to + 3)
    }
  }
  const colors = colorTable(colorModel === 'palette' ? 255 : (1 << depth) - 1, palette)
  return (row, columns, to, step) => {
    const mask = (1 << depth) - 1
    for (let bit = 0; bit < columns * depth; bit += depth, to += step) {
      const index = ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & mask
      data[to] = colors[3 * index] ?? 0
      data[to + 1] = colors[3 * index + 1] ?? 0
      data[to + 2] = colors[3 * index + 2] ?? 0
    }
  }
}

/** R, G, B of each sample value: greys up to `white`, overlaid with the palette. */
function colorTable(white: number, palette: Uint8Array = new Uint8Array(0)): Uint8Array {
  const table = new Uint8Array(256 * 3)
  for (let i = 0; i <= white; i++) table.fill((i * 255) / white, 3 * i, 3 * i + 3)
  table.set(palette)
  return table
}
