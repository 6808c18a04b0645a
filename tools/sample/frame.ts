import { cover, type Canvas } from './canvas.ts'
import type { Colour } from './colour.ts'
import { smoothstep } from './math.ts'
import type { Shape } from './shapes.ts'

/** Where a thing of about 200 units across stands in the picture: units → pixels by scale, turn and shift. */
export interface Frame {
  readonly x: number
  readonly y: number
  /** Pixels a unit. */
  readonly scale: number
  /** Radians, clockwise as seen. */
  readonly angle: number
}

const BLOCK = 16

/** Fills `shape` with `colourAt` (in units), its edge antialiased over one pixel, or over `edge` pixels if out of focus. */
export function fill(
  canvas: Canvas,
  frame: Frame,
  shape: Shape,
  colourAt: (u: number, v: number) => Colour,
  { edge = 1, opacity = 1, reach = 150 }: { edge?: number; opacity?: number; reach?: number } = {},
): void {
  const { x: cx, y: cy, scale } = frame
  const cos = Math.cos(frame.angle) / scale
  const sin = Math.sin(frame.angle) / scale
  const toU = (x: number, y: number): number => (x - cx) * cos + (y - cy) * sin
  const toV = (x: number, y: number): number => (y - cy) * cos - (x - cx) * sin
  const distance = (x: number, y: number): number => shape(toU(x, y), toV(x, y)) * scale
  const soft = edge / 2 + 0.25
  const coverage = (x: number, y: number): number => opacity * smoothstep(soft, -soft, distance(x, y))
  const colour = (x: number, y: number): Colour => colourAt(toU(x, y), toV(x, y))
  const far = reach * scale
  for (let top = Math.max(0, cy - far); top < Math.min(cy + far, canvas.height); top += BLOCK) {
    for (let left = Math.max(0, cx - far); left < Math.min(cx + far, canvas.width); left += BLOCK) {
      // A block farther from the shape than its own corners has nothing of it (with a margin: some fields are rough).
      if (distance(left + BLOCK / 2, top + BLOCK / 2) > BLOCK * 1.2 + soft) continue
      cover(canvas, { left, top, right: left + BLOCK, bottom: top + BLOCK }, coverage, colour)
    }
  }
}

/** The soft shadow that `shape` throws on the ground, `height` pixels below it, away from the light. */
export function castShadow(
  canvas: Canvas,
  frame: Frame,
  shape: Shape,
  light: Light,
  height: number,
  opacity = 0.5,
): void {
  const below = { ...frame, x: frame.x - light.x * height, y: frame.y - light.y * height }
  fill(canvas, below, shape, () => [0.05, 0.045, 0.06], { edge: height * 2.2, opacity })
}

/** The direction towards the light in the picture's plane (unit length), pixels' axes. */
export interface Light {
  readonly x: number
  readonly y: number
}

/**
 * Brightness factor of a dome over the disc p² + q² ≤ 1 (in a frame turned by `angle`): Lambert with a soft ambient
 * part, and a highlight where the dome mirrors the light (Blinn-Phong), as strong as `gloss`.
 */
export function dome(p: number, q: number, light: Light, angle: number, gloss: number): number {
  const up = Math.sqrt(Math.max(0, 1 - p * p - q * q))
  const lu = light.x * Math.cos(angle) + light.y * Math.sin(angle)
  const lv = light.y * Math.cos(angle) - light.x * Math.sin(angle)
  const lit = Math.max(0, (p * lu + q * lv) * 0.6 + up * 0.8)
  const half = Math.max(0, (p * lu + q * lv) * 0.32 + up * 0.95)
  return 0.42 + 0.68 * lit + gloss * half ** 40
}
