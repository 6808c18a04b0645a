import { blend, hsl, shade } from '../colour.ts'
import { castShadow, dome, fill } from '../frame.ts'
import { smoothstep } from '../math.ts'
import { ellipse, intersect, limb, union } from '../shapes.ts'
import type { Sitter } from './sitter.ts'

/** In profile, the cap towards -v; the marking is on the cap, which the texture meets as (around, down from the apex). */
export function drawMushroom({ canvas, frame, light, random, hue, contrast, texture }: Sitter): void {
  const height = random.between(52, 72)
  const width = random.between(72, 88)
  const ground = hsl(hue, random.between(0.5, 0.75), random.between(0.38, 0.48))
  const marking = hsl(hue + 18, 0.55, random.between(0.78, 0.86))
  const flesh = hsl(hue + 20, 0.25, random.between(0.8, 0.88))

  const lean = random.between(-14, 14)
  const stem = limb(0, -6, lean, 88, 15, 20)
  const skirt = ellipse(0, 4, width * 0.93, 15)
  const cap = intersect(ellipse(0, 4, width, height + 8), (_u, v) => v - 4)
  const rim = ellipse(0, 3, width, 11)
  const whole = union(cap, rim)

  castShadow(canvas, frame, union(whole, stem), light, 10, 0.4)
  fill(canvas, frame, stem, (u, v) => {
    const side = (u - (lean * (v + 6)) / 94) / 22
    return shade(flesh, dome(side, 0, light, frame.angle, 0) * (0.72 + 0.28 * smoothstep(6, 40, v)))
  })
  fill(canvas, frame, skirt, (u, v) => shade(flesh, 0.5 + 0.1 * Math.cos((u / (20 + Math.abs(v))) * 22)))
  fill(canvas, frame, whole, (u, v) => {
    const p = u / width
    const q = Math.min(0, (v - 4) / (height + 8))
    // As on a dome: equal steps around it crowd together towards its edge.
    const around =
      width * Math.asin(Math.min(0.98, Math.abs(p) / Math.sqrt(Math.max(0.02, 1 - q * q * 0.75)))) * Math.sign(p)
    const marked = blend(ground, marking, contrast * texture(around, v) * smoothstep(0.99, 0.85, Math.abs(p)))
    return shade(marked, dome(p * 0.96, q * 0.9, light, frame.angle, 0.3) * (0.8 + 0.2 * smoothstep(10, -8, v)))
  })
}
