import { openCvAreaWay, openCvAreaWeights } from '../opencv-area-weights.ts'
import type { CropWindow, RgbPart, Size } from '../rgb-image.ts'
import { VECTOR_BYTES, type KernelMemory } from './kernel-memory.ts'
import { originOf, readBetween, type KernelResampler } from './kernel-resampler.ts'
import { halve, interpolate, interpolationReads } from './opencv.ts'
import { TableCache, type Table } from './table-cache.ts'

declare module '../../wasm/load-kernel.ts' {
  interface KernelExports {
    averageCells(
      source: number,
      sourceStride: number,
      across: number,
      width: number,
      down: number,
      height: number,
      lines: number,
      target: number,
    ): void
    averageWhole(
      source: number,
      sourceStride: number,
      across: number,
      down: number,
      width: number,
      height: number,
      target: number,
    ): void
  }
}

const cache = new TableCache<Table>()

/** OpenCV's INTER_AREA. */
export const openCvArea: KernelResampler = {
  reads(image, resized, window) {
    const way = openCvAreaWay(image, resized)
    if (way.kind === 'linear') return interpolationReads(image, resized, window, 'area')
    if (way.kind === 'cells') return readBetween(image, ...tables(image, resized, window))
    const { left, top, width, height } = window
    return { left: left * way.across, top: top * way.down, width: width * way.across, height: height * way.down }
  },
  resample(memory, part, resized, window) {
    const way = openCvAreaWay(part.size, resized)
    if (way.kind === 'linear') return interpolate(memory, part, resized, window, 'area')
    if (way.kind === 'cells') return averageCells(memory, part, window, tables(part.size, resized, window))
    if (way.across === 2 && way.down === 2) return halve(memory, part, window)
    return averageWhole(memory, part, window, way)
  },
}

const tables = (image: Size, resized: Size, { left, top, width, height }: CropWindow) =>
  [tableOf(image.width, resized.width, left, width, 3), tableOf(image.height, resized.height, top, height, 1)] as const

/** An entry: the first sample, times `unit`, the number of samples, and their weights, as bits of floats. */
function tableOf(input: number, output: number, from: number, length: number, unit: number): Table {
  return cache.get(`${unit} ${input} ${output} ${from} ${length}`, () => {
    const { first, count, weights } = openCvAreaWeights(input, output, from, length)
    const bits = new Int32Array(weights.buffer)
    const words = new Int32Array(2 * length + bits.length)
    let [to, tap] = [0, 0]
    for (let i = 0; i < length; i++) {
      const taps = count[i] ?? 0
      words.set([(first[i] ?? 0) * unit, taps], to)
      words.set(bits.subarray(tap, tap + taps), to + 2)
      to += 2 + taps
      tap += taps
    }
    return { words, start: first[0] ?? 0, end: (first.at(-1) ?? 0) + (count.at(-1) ?? 0) }
  })
}

function averageCells(
  memory: KernelMemory,
  part: RgbPart,
  { width, height }: Size,
  [across, down]: readonly [Table, Table],
): Uint8Array {
  const acrossAt = memory.place(across.words.byteLength)
  const downAt = memory.place(down.words.byteLength)
  const linesAt = memory.place(2 * width * VECTOR_BYTES)
  const target = memory.place(width * height * 3)
  memory.grow()
  memory.write(across, acrossAt)
  memory.write(down, downAt)
  const stride = part.window.width * 3
  memory.exports.averageCells(originOf(part), stride, acrossAt, width, downAt, height, linesAt, target)
  return memory.view(target, width * height * 3)
}

function averageWhole(
  memory: KernelMemory,
  part: RgbPart,
  { left, top, width, height }: CropWindow,
  { across, down }: { across: number; down: number },
): Uint8Array {
  const target = memory.place(width * height * 3)
  memory.grow()
  const stride = part.window.width * 3
  const source = originOf(part) + top * down * stride + left * across * 3
  memory.exports.averageWhole(source, stride, across, down, width, height, target)
  return memory.view(target, width * height * 3)
}
