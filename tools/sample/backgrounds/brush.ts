import { cover, flood, type Canvas } from '../canvas.ts'
import { hsl, ramp, type Colour } from '../colour.ts'
import type { Frame } from '../frame.ts'
import { smoothstep } from '../math.ts'
import { createNoise, fractal } from '../noise.ts'
import type { Random } from '../random.ts'

/** Paints a whole canvas. All of it is soft, as behind a subject in focus (and cheap in a JPEG). */
export type Background = (canvas: Canvas, random: Random) => void

export type Stops = readonly [Colour, ...Colour[]]

/** Clouds of `stops`, their features `grain` pixels wide, stretched along x by `stretch`. */
export function mottle(canvas: Canvas, random: Random, stops: Stops, grain: number, stretch = 1, octaves = 3): void {
  const field = fractal(createNoise(random), octaves)
  flood(canvas, (x, y) => ramp(stops, smoothstep(0.1, 0.9, field(x / (grain * stretch), y / grain))))
}

/** Somewhere in the picture. */
export const anywhere = (canvas: Canvas, random: Random): Frame => ({
  x: random.between(0, canvas.width),
  y: random.between(0, canvas.height),
  scale: 1,
  angle: random.between(0, Math.PI * 2),
})

/** Points of light out of focus. */
export function bokeh(
  canvas: Canvas,
  random: Random,
  count: number,
  hues: readonly [number, number],
  lightness: number,
): void {
  for (let i = 0; i < count; i++) {
    const { x, y } = anywhere(canvas, random)
    const radius = random.between(8, 34)
    const colour = hsl(random.between(...hues), 0.7, lightness)
    const strength = random.between(0.12, 0.4)
    const box = { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    cover(
      canvas,
      box,
      (px, py) => strength * smoothstep(radius, radius - 5, Math.sqrt((px - x) ** 2 + (py - y) ** 2)),
      () => colour,
    )
  }
}
