import type { CropWindow, RgbPart, Size } from '../rgb-image.ts'
import type { KernelMemory } from './kernel-memory.ts'
import type { Table } from './table-cache.ts'

/** How the kernel computes one resampler. */
export interface KernelResampler {
  /**
   * Which pixels of an image it reads for a window of its resize.
   * @throws ImageFault too-large
   */
  reads(image: Size, resized: Size, window: CropWindow): CropWindow
  /**
   * @param part lies at address 0, or did so before the memory grew
   * @returns window.height × window.width × 3 bytes (rows of R, G, B), valid until the next call
   * @throws ImageFault too-large
   */
  resample(memory: KernelMemory, part: RgbPart, resized: Size, window: CropWindow): Uint8Array
}

/** What the tables of both axes read of an image. */
export function readBetween(image: Size, across: Table, down: Table): CropWindow {
  const right = Math.min(image.width, across.end)
  const bottom = Math.min(image.height, down.end)
  return { left: across.start, top: down.start, width: right - across.start, height: bottom - down.start }
}

/** Where the image's first pixel would lie, if it were all there as the part is: modulo 2^32, as addresses are. */
export function originOf({ window: { left, top, width } }: RgbPart): number {
  return -(top * width + left) * 3
}
