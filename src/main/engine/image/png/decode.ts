import { freeMemory } from '../free-memory.ts'
import { requireWholeHeader } from '../header.ts'
import type { ImageMemory } from '../image-memory.ts'
import { checkWorkingMemory } from '../limits.ts'
import { pngMemory, pngWorkingMemory } from '../memory-needed.ts'
import { inflateImageData } from './data.ts'
import { unfilterRow } from './filter.ts'
import { readPngHeader, type PngHeader } from './header.ts'
import { channelsOf, rowsOf, type Pass } from './passes.ts'
import type { PixelBuffer } from '../pixel-buffer.ts'
import type { RgbImage } from '../rgb-image.ts'

/**
 * Decodes a PNG to what Pillow's `convert('RGB')` gives: alpha and transparency are dropped, 16-bit colours keep
 * their high byte, 16-bit grayscale is clipped at 255, and palette entries that the file lacks are greys.
 *
 * @param rgb where the pixels are written
 * @param memory where what that takes is counted
 * @throws ImageFault bad-header, too-large, truncated, undecodable
 */
export function decodePng(bytes: Uint8Array, rgb: PixelBuffer, memory: ImageMemory): RgbImage {
  const header = requireWholeHeader(readPngHeader(bytes))
  const { width, height } = header
  checkWorkingMemory(pngWorkingMemory(header, bytes.length))
  memory.reserve(pngMemory(header, bytes.length))
  const rows = rowsOf(header)
  const filtered = inflateImageData(bytes, header.dataStart, rows.bytes)
  try {
    const data = rgb.take(width * height * 3)
    writePixels(filtered, header, rows.passes, data)
    return { width, height, data }
  } finally {
    freeMemory(filtered)
  }
}

function writePixels(filtered: Uint8Array, header: PngHeader, passes: readonly Pass[], data: Uint8Array): void {
  const { width, depth, colorModel } = header
  const writeRow = rowWriter(header, data)
  const filterDistance = Math.ceil((depth * channelsOf(colorModel)) / 8)
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
}

/** Writes `columns` pixels of an unfiltered row into `data`, from byte `to` on and `step` bytes apart. */
type RowWriter = (row: Uint8Array, columns: number, to: number, step: number) => void

function rowWriter({ colorModel, depth, palette }: PngHeader, data: Uint8Array): RowWriter {
  const sampleBytes = depth / 8
  if (colorModel === 'RGB' || colorModel === 'RGBA') {
    const pixelBytes = sampleBytes * channelsOf(colorModel)
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
