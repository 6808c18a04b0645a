import { inVectors, openCvCubicWeights } from '../opencv-cubic-weights.ts'
import type { CropWindow, RgbPart, Size } from '../rgb-image.ts'
import { roundUp, VECTOR_BYTES, type KernelMemory } from './kernel-memory.ts'
import { originOf, readBetween, type KernelResampler } from './kernel-resampler.ts'
import { TableCache, type Table } from './table-cache.ts'

declare module '../../wasm/load-kernel.ts' {
  interface KernelExports {
    interpolateCubic(
      source: number,
      sourceStride: number,
      across: number,
      width: number,
      down: number,
      height: number,
      lines: number,
      lineStride: number,
      inFloats: number,
      target: number,
    ): void
  }
}

const TAPS = [0, 1, 2, 3] as const

const cache = new TableCache<Table>()

/** OpenCV's INTER_CUBIC. */
export const openCvCubic: KernelResampler = {
  reads(image, resized, window) {
    const [across, down] = tables(image, resized, window)
    return readBetween(image, across, down)
  },
  resample: (memory, part, resized, window) => interpolate(memory, part, resized, window),
}

const tables = (image: Size, resized: Size, { left, top, width, height }: CropWindow) =>
  [
    cache.get(`row ${image.width} ${resized.width} ${left} ${width}`, () =>
      rowTable(image.width, resized.width, left, width),
    ),
    cache.get(`column ${image.height} ${resized.height} ${top} ${height}`, () =>
      columnTable(image.height, resized.height, top, height),
    ),
  ] as const

/** Three words an entry: the first of four pixels that lie side by side, and their weights in pairs. */
function rowTable(input: number, output: number, from: number, length: number): Table {
  const { first, weights } = openCvCubicWeights(input, output, from, length)
  const words = new Int32Array(3 * length)
  const halves = new Int16Array(words.buffer)
  for (let i = 0; i < length; i++) {
    const wanted = first[i] ?? 0
    // Beyond the border is the border's pixel: what is there is added to its weight.
    const begin = Math.max(0, Math.min(wanted, input - 4))
    words[3 * i] = begin
    for (const tap of TAPS) {
      const at = 6 * i + 2 + clamp(wanted + tap, input) - begin
      halves[at] = (halves[at] ?? 0) + (weights[4 * i + tap] ?? 0)
    }
  }
  return { words, start: words[0] ?? 0, end: (words[3 * (length - 1)] ?? 0) + 4 }
}

/** Eight words an entry: four rows and their weights. */
function columnTable(input: number, output: number, from: number, length: number): Table {
  const { first, weights } = openCvCubicWeights(input, output, from, length)
  const words = new Int32Array(8 * length)
  for (let i = 0; i < length; i++) {
    const rows = TAPS.map((tap) => clamp((first[i] ?? 0) + tap, input))
    words.set([...rows, ...weights.subarray(4 * i, 4 * i + 4)], 8 * i)
  }
  return { words, start: words[0] ?? 0, end: (words[8 * (length - 1) + 3] ?? 0) + 1 }
}

const clamp = (sample: number, length: number) => Math.min(Math.max(sample, 0), length - 1)

function interpolate(memory: KernelMemory, part: RgbPart, resized: Size, window: CropWindow): Uint8Array {
  const { left, width, height } = window
  const [across, down] = tables(part.size, resized, window)
  const rowBytes = width * 3
  const inFloats = Math.max(0, Math.min(rowBytes, inVectors(resized.width * 3) - left * 3))
  // 32 bits a channel; a void one follows each row, and vectors of eight are stored whole.
  const lineStride = roundUp(rowBytes + 8, VECTOR_BYTES) * 4
  const acrossAt = memory.place(across.words.byteLength)
  const downAt = memory.place(down.words.byteLength)
  const linesAt = memory.place(4 * lineStride + VECTOR_BYTES)
  const target = memory.place(rowBytes * height)
  memory.grow()
  memory.write(across, acrossAt)
  memory.write(down, downAt)
  memory.exports.interpolateCubic(
    originOf(part),
    part.window.width * 3,
    acrossAt,
    width,
    downAt,
    height,
    linesAt,
    lineStride,
    inFloats,
    target,
  )
  return memory.view(target, rowBytes * height)
}
