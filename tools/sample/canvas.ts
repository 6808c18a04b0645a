import type { Colour } from './colour.ts'
import { clamp } from './math.ts'

/** A picture in the making: RGB interleaved, 0 to 1, gamma-encoded; pixel (x, y) is sampled at its centre. */
export interface Canvas {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
  /** Grows to hold what is laid over the canvas, where somebody wants to know. */
  readonly extent?: Extent
}

/** The smallest box around what was laid over a canvas: its first and last pixels; none yet where the first lie behind the last. */
export interface Extent {
  left: number
  top: number
  right: number
  bottom: number
}

export const emptyExtent = (): Extent => ({ left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity })

/** Shadows and haze cover half of a pixel at most: they are no part of what throws them. */
const COVERED = 0.5

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function createCanvas(width: number, height: number): Canvas {
  return { width, height, data: new Float32Array(width * height * 3) }
}

/** Sets every pixel to what `colourAt` says for its centre. */
export function flood(canvas: Canvas, colourAt: (x: number, y: number) => Colour): void {
  const { width, height, data } = canvas
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const [r, g, b] = colourAt(x + 0.5, y + 0.5)
      data[at] = r
      data[at + 1] = g
      data[at + 2] = b
    }
  }
}

/** Lays `colourAt` over the pixels of `box`, as opaque as `coverage` (0 to 1) says. */
export function cover(
  canvas: Canvas,
  box: Box,
  coverage: (x: number, y: number) => number,
  colourAt: (x: number, y: number) => Colour,
): void {
  const { width, height, data, extent } = canvas
  const left = Math.max(0, Math.floor(box.left))
  const right = Math.min(width, Math.floor(box.right))
  const bottom = Math.min(height, Math.floor(box.bottom))
  for (let y = Math.max(0, Math.floor(box.top)); y < bottom; y++) {
    for (let x = left, at = (y * width + left) * 3; x < right; x++, at += 3) {
      const a = clamp(coverage(x + 0.5, y + 0.5))
      if (a === 0) continue
      if (extent && a > COVERED) grow(extent, x, y)
      const [r, g, b] = colourAt(x + 0.5, y + 0.5)
      data[at] = (data[at] ?? 0) * (1 - a) + r * a
      data[at + 1] = (data[at + 1] ?? 0) * (1 - a) + g * a
      data[at + 2] = (data[at + 2] ?? 0) * (1 - a) + b * a
    }
  }
}

function grow(extent: Extent, x: number, y: number): void {
  extent.left = Math.min(extent.left, x)
  extent.top = Math.min(extent.top, y)
  extent.right = Math.max(extent.right, x)
  extent.bottom = Math.max(extent.bottom, y)
}

/** The whole canvas through a function of one pixel and its position, as lens and film do it. */
export function develop(canvas: Canvas, pixel: (colour: Colour, x: number, y: number) => Colour): void {
  const { width, data } = canvas
  for (let at = 0, i = 0; at < data.length; at += 3, i++) {
    const before: Colour = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]
    const [r, g, b] = pixel(before, (i % width) + 0.5, Math.floor(i / width) + 0.5)
    data[at] = r
    data[at + 1] = g
    data[at + 2] = b
  }
}

/** Softens by the kernel (t, 1, t) / (1 + 2t) across and down; `t` up to 1 is a blur of up to 0.8 pixels (standard deviation). */
export function soften(canvas: Canvas, t: number): void {
  const row = canvas.width * 3
  for (const step of [3, row]) {
    const from = canvas.data.slice()
    for (let i = step; i < from.length - step; i++) {
      canvas.data[i] = ((from[i] ?? 0) + t * ((from[i - step] ?? 0) + (from[i + step] ?? 0))) / (1 + 2 * t)
    }
  }
}

/** The canvas as 8-bit RGB. */
export function toBytes(canvas: Canvas): Buffer {
  const bytes = Buffer.allocUnsafe(canvas.data.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round(clamp(canvas.data[i] ?? 0) * 255)
  return bytes
}
