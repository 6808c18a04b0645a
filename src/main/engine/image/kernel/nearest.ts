import type { NearestSamples } from '../nearest-samples.ts'
import type { CropWindow, RgbPart, Size } from '../rgb-image.ts'
import type { KernelMemory } from './kernel-memory.ts'
import { originOf, readBetween, type KernelResampler } from './kernel-resampler.ts'
import { TableCache, type Table } from './table-cache.ts'

declare module '../../wasm/load-kernel.ts' {
  interface KernelExports {
    pickPixels(
      source: number,
      sourceStride: number,
      across: number,
      width: number,
      down: number,
      height: number,
      target: number,
    ): void
  }
}

/** One of the image's pixels for each of the resized image's. */
export function nearest(samples: NearestSamples): KernelResampler {
  const cache = new TableCache<Table>()
  const tableOf = (input: number, output: number, from: number, length: number, unit: number) =>
    cache.get(`${unit} ${input} ${output} ${from} ${length}`, () => {
      const taken = samples(input, output, from, length)
      return { words: taken.map((sample) => sample * unit), start: taken[0] ?? 0, end: (taken.at(-1) ?? 0) + 1 }
    })
  const tables = (image: Size, resized: Size, { left, top, width, height }: CropWindow) => ({
    across: tableOf(image.width, resized.width, left, width, 3),
    down: tableOf(image.height, resized.height, top, height, 1),
  })
  return {
    reads(image, resized, window) {
      const { across, down } = tables(image, resized, window)
      return readBetween(image, across, down)
    },
    resample: (memory, part, resized, window) => run(memory, part, window, tables(part.size, resized, window)),
  }
}

function run(
  memory: KernelMemory,
  part: RgbPart,
  { width, height }: Size,
  { across, down }: Record<'across' | 'down', Table>,
): Uint8Array {
  const acrossAt = memory.place(across.words.byteLength)
  const downAt = memory.place(down.words.byteLength)
  const target = memory.place(width * height * 3)
  memory.grow()
  memory.write(across, acrossAt)
  memory.write(down, downAt)
  memory.exports.pickPixels(originOf(part), part.window.width * 3, acrossAt, width, downAt, height, target)
  return memory.view(target, width * height * 3)
}
