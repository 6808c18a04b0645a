import type { OpenCvLinear } from '../opencv-weights.ts'
import type { CropWindow, RgbPart, Size } from '../rgb-image.ts'
import { roundUp, VECTOR_BYTES, type KernelMemory } from './kernel-memory.ts'
import { originOf, readBetween, type KernelResampler } from './kernel-resampler.ts'
import { openCvColumnTable, openCvRowTable } from './opencv-tables.ts'

declare module '../../wasm/load-kernel.ts' {
  interface KernelExports {
    interpolate(
      source: number,
      sourceStride: number,
      across: number,
      width: number,
      down: number,
      height: number,
      lines: number,
      lineStride: number,
      target: number,
    ): void
    halve(source: number, sourceStride: number, width: number, height: number, target: number): void
  }
}

/** OpenCV's INTER_LINEAR, which resizes by ResizeAreaFast to exactly half of both sides. */
export const openCvLinear: KernelResampler = {
  reads(image, resized, window) {
    const { left, top, width, height } = window
    if (isHalf(image, resized)) return { left: 2 * left, top: 2 * top, width: 2 * width, height: 2 * height }
    return interpolationReads(image, resized, window, 'linear')
  },
  resample: (memory, part, resized, window) =>
    isHalf(part.size, resized) ? halve(memory, part, window) : interpolate(memory, part, resized, window, 'linear'),
}

const isHalf = (image: Size, resized: Size) => image.width === 2 * resized.width && image.height === 2 * resized.height

const tables = (image: Size, resized: Size, { left, top, width, height }: CropWindow, kind: OpenCvLinear) =>
  [
    openCvRowTable(image.width, resized.width, left, width, kind),
    openCvColumnTable(image.height, resized.height, top, height, kind),
  ] as const

/** Which pixels {@link interpolate} reads. */
export function interpolationReads(image: Size, resized: Size, window: CropWindow, kind: OpenCvLinear): CropWindow {
  return readBetween(image, ...tables(image, resized, window, kind))
}

/** Between two pixels along each side. */
export function interpolate(
  memory: KernelMemory,
  part: RgbPart,
  resized: Size,
  window: CropWindow,
  kind: OpenCvLinear,
): Uint8Array {
  const { width, height } = window
  const [across, down] = tables(part.size, resized, window, kind)
  const stride = part.window.width * 3
  // 32 bits a channel; a void one follows each row.
  const lineStride = roundUp(width * 3 + 1, VECTOR_BYTES) * 4
  const acrossAt = memory.place(across.words.byteLength)
  const downAt = memory.place(down.words.byteLength)
  const linesAt = memory.place(2 * lineStride)
  const target = memory.place(width * height * 3)
  memory.grow()
  memory.write(across, acrossAt)
  memory.write(down, downAt)
  memory.exports.interpolate(originOf(part), stride, acrossAt, width, downAt, height, linesAt, lineStride, target)
  return memory.view(target, width * height * 3)
}

/** To half of both sides: means of 2 × 2 pixels. */
export function halve(memory: KernelMemory, part: RgbPart, { left, top, width, height }: CropWindow): Uint8Array {
  const target = memory.place(width * height * 3)
  memory.grow()
  const stride = part.window.width * 3
  memory.exports.halve(originOf(part) + 2 * top * stride + 2 * left * 3, stride, width, height, target)
  return memory.view(target, width * height * 3)
}
