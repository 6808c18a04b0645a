import { checkWorkingMemory } from '../limits.ts'
import type { PillowFilter } from '../pillow-weights.ts'
import type { CropWindow, RgbPart, Size } from '../rgb-image.ts'
import { roundUp, VECTOR_BYTES, type KernelMemory } from './kernel-memory.ts'
import { originOf, readBetween, type KernelResampler } from './kernel-resampler.ts'
import { pillowTable } from './pillow-table.ts'

declare module '../../wasm/load-kernel.ts' {
  interface KernelExports {
    resampleRows(
      source: number,
      sourceStride: number,
      rows: number,
      rowBytes: number,
      table: number,
      width: number,
      pairs: number,
      strip: number,
      columns: number,
      target: number,
      targetStride: number,
    ): void
    resampleColumns(
      source: number,
      sourceStride: number,
      table: number,
      height: number,
      pairs: number,
      target: number,
      rowBytes: number,
    ): void
  }
}

/** Rows that the kernel resamples at a time: assembly/pillow.ts has the same number. */
const STRIP_ROWS = 16

/** Pillow's resize with one of its filters: across, then down. */
export function pillow(filter: PillowFilter): KernelResampler {
  const tables = (image: Size, resized: Size, { left, top, width, height }: CropWindow) => ({
    across: pillowTable(image.width, resized.width, left, width, filter),
    down: pillowTable(image.height, resized.height, top, height, filter),
  })
  return {
    reads(image, resized, window) {
      const { across, down } = tables(image, resized, window)
      return readBetween(image, across, down)
    },
    resample: (memory, part, resized, window) => run(memory, part, window, tables(part.size, resized, window)),
  }
}

type Tables = Record<'across' | 'down', ReturnType<typeof pillowTable>>

function run(memory: KernelMemory, part: RgbPart, window: CropWindow, { across, down }: Tables): Uint8Array {
  const stride = part.window.width * 3
  const rowBytes = window.width * 3
  const bytesRead = (across.end - across.start) * 3
  // The rows between the passes: there are whole strips of them.
  const lineStride = roundUp(rowBytes, VECTOR_BYTES)
  const rows = down.end - down.start
  const lines = roundUp(rows, STRIP_ROWS) * lineStride
  const strip = roundUp(bytesRead, VECTOR_BYTES) * STRIP_ROWS
  checkWorkingMemory(lines + strip)
  const acrossAt = memory.place(across.words.byteLength)
  const downAt = memory.place(down.words.byteLength)
  const stripAt = memory.place(strip)
  const columnsAt = memory.place(lineStride * STRIP_ROWS)
  const linesAt = memory.place(lines)
  const target = memory.place(window.height * rowBytes)
  // Void rows are read beyond the image's.
  memory.place(STRIP_ROWS * stride)
  memory.grow()
  memory.write(across, acrossAt)
  memory.write(down, downAt)
  memory.exports.resampleRows(
    originOf(part) + down.start * stride + across.start * 3,
    stride,
    rows,
    bytesRead,
    acrossAt,
    window.width,
    across.pairs,
    stripAt,
    columnsAt,
    linesAt,
    lineStride,
  )
  const origin = linesAt - down.start * lineStride
  memory.exports.resampleColumns(origin, lineStride, downAt, window.height, down.pairs, target, rowBytes)
  return memory.view(target, window.height * rowBytes)
}
