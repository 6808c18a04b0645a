import { blend, hsl, shade, type Colour } from '../colour.ts'
import { castShadow, dome, fill } from '../frame.ts'
import { clamp, smoothstep } from '../math.ts'
import { circle, ellipse, limb, mirrored, placed, spindle, union } from '../shapes.ts'
import type { Sitter } from './sitter.ts'

/** Set with open wings, the head towards +u; the marking is on all four wings. */
export function drawMoth({ canvas, frame, light, random, hue, contrast, texture }: Sitter): void {
  const spread = random.between(-0.14, 0.14)
  const ground = hsl(hue, random.between(0.25, 0.5), random.between(0.62, 0.74))
  const marking = hsl(hue - 15, 0.45, random.between(0.26, 0.36))
  const fur = hsl(hue + 10, 0.3, random.between(0.3, 0.5))
  const iris = hsl(hue + random.between(120, 200), 0.55, 0.45)

  const profile =
    (length: number, width: number) =>
    (u: number): number => {
      const t = clamp(u / length)
      return width * Math.sin(Math.PI * (0.12 + 0.72 * t)) ** 0.8 * Math.sqrt(1 - t ** 7)
    }
  const fore = placed(spindle(0, 112, profile(112, 36)), 16, 6, 1.02 + spread)
  const hind = placed(spindle(0, 80, profile(80, 35)), -8, 6, 2.15 + spread)
  const wings = mirrored(union(fore, hind))
  const eye = { u: 16 + Math.cos(1.02 + spread) * 68, v: 6 + Math.sin(1.02 + spread) * 68 }
  const body = ellipse(-10, 0, 48, 11)
  const head = ellipse(38, 0, 9, 9)
  const feelers = mirrored(limb(42, 4, 76, 34, 1.5, 3))

  castShadow(canvas, frame, wings, light, 7)
  for (const wing of [mirrored(hind), mirrored(fore)]) {
    fill(canvas, frame, wing, (u, v) => {
      const inside = -wing(u, v)
      const hem = smoothstep(7, 3, inside)
      const marked = blend(ground, marking, contrast * texture(u, v) * (1 - hem))
      return shade(blend(marked, marking, hem * 0.8), 0.86 + 0.2 * smoothstep(0, 26, inside))
    })
  }
  const rings: readonly (readonly [number, Colour])[] = [
    [12, marking],
    [9, iris],
    [4.5, [0.08, 0.06, 0.08]],
  ]
  for (const [radius, colour] of rings) fill(canvas, frame, mirrored(circle(eye.u, eye.v, radius)), () => colour)
  fill(canvas, frame, feelers, () => shade(fur, 0.6))
  fill(canvas, frame, union(body, head), (u, v) => {
    const belt = 0.82 + 0.18 * Math.cos(u * 0.55)
    return shade(fur, belt * dome((u + 6) / 58, v / 13, light, frame.angle, 0.1))
  })
}
