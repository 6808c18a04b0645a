import { blend, hsl, shade } from '../colour.ts'
import { castShadow, dome, fill } from '../frame.ts'
import { clamp, smoothstep } from '../math.ts'
import { circle, placed, spindle, union } from '../shapes.ts'
import type { Sitter } from './sitter.ts'

/** In profile, the head towards +u and the back towards -v; the marking is on the flank. */
export function drawFish({ canvas, frame, light, random, hue, contrast, texture }: Sitter): void {
  const depth = random.between(32, 42)
  const ground = hsl(hue, random.between(0.35, 0.65), random.between(0.4, 0.5))
  const marking = hsl(hue + random.between(-25, 25), 0.5, random.between(0.78, 0.86))
  const finTone = hsl(hue + random.between(20, 60), 0.6, 0.5)

  const profile = (u: number): number => {
    const t = clamp((u + 70) / 160)
    return depth * Math.max(0, Math.sin(Math.PI * (0.05 + 0.95 * t ** 0.8))) ** 0.75 + 6 * (1 - t)
  }
  const body = spindle(-70, 90, profile)
  const blade = (length: number, width: number) =>
    spindle(0, length, (u) => width * (0.25 + 0.75 * Math.sin((u / length) * 2)))
  const tail = union(placed(blade(46, 14), -64, -2, Math.PI - 0.55), placed(blade(46, 14), -64, 2, Math.PI + 0.55))
  const back = placed(blade(58, 13), 30, -depth * 0.86, Math.PI - 0.1)
  const belly = placed(blade(32, 9), 8, depth * 0.84, Math.PI - 0.7)
  const flipper = placed(blade(34, 9), 34, 10, Math.PI - 0.35)
  const rays = (u: number, v: number): number => 0.85 + 0.2 * Math.cos((v - u * 0.3) * 0.9)

  castShadow(canvas, frame, body, light, 16, 0.3)
  fill(canvas, frame, union(tail, back, belly), (u, v) => shade(finTone, rays(u, v)), { opacity: 0.88 })
  fill(canvas, frame, body, (u, v) => {
    const flank = smoothstep(46, 34, u) * smoothstep(0.95, 0.7, Math.abs(v) / profile(u))
    const marked = blend(ground, marking, contrast * texture(u, v) * flank)
    const counter = blend(marked, [0.95, 0.93, 0.88], 0.45 * smoothstep(0.2, 1, v / depth))
    const gill = smoothstep(3, 0.8, Math.abs(Math.sqrt((u - 74) ** 2 + v * v) - 32)) * smoothstep(30, 18, Math.abs(v))
    return shade(counter, (1 - 0.35 * gill) * dome((u - 10) / 110, v / (depth * 1.12), light, frame.angle, 0.35))
  })
  fill(canvas, frame, flipper, (u, v) => shade(finTone, rays(u, v)), { opacity: 0.8 })
  fill(canvas, frame, circle(68, -7, 7), () => [0.93, 0.9, 0.78])
  fill(canvas, frame, circle(69, -7, 4.2), () => [0.06, 0.06, 0.08])
  fill(canvas, frame, circle(70.5, -8.5, 1.3), () => [1, 1, 1])
}
