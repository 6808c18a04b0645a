import { blend, hsl, shade, type Colour } from '../colour.ts'
import { castShadow, dome, fill } from '../frame.ts'
import { smoothstep } from '../math.ts'
import { ellipse, limb, mirrored, union } from '../shapes.ts'
import type { Sitter } from './sitter.ts'

/** Seen from above, the head towards +u; the marking is on the wing cases. */
export function drawBeetle({ canvas, frame, light, random, hue, contrast, texture }: Sitter): void {
  const plump = random.between(0.85, 1.15)
  const stride = random.between(-8, 8)
  const ground = hsl(hue, random.between(0.45, 0.75), random.between(0.3, 0.42))
  const marking = hsl(hue + random.between(10, 35), 0.7, random.between(0.66, 0.76))
  const dark: Colour = shade(hsl(hue, 0.4, 0.16), random.between(0.8, 1.1))

  const cases = ellipse(-22, 0, 66, 44 * plump)
  const collar = ellipse(42, 0, 22, 33 * plump)
  const head = ellipse(64, 0, 16, 17 * plump)
  const legs = mirrored(
    union(
      ...[-46, -8, 34].flatMap((u, i) => {
        const knee = u + (i - 1) * 16 + stride * (i === 1 ? -1 : 1) * 0.5
        const foot = knee + (i - 1) * 22 + stride
        return [limb(u, 26, knee, 62 * plump, 4.5, 3), limb(knee, 62 * plump, foot, 88, 3, 1.6)]
      }),
    ),
  )
  const feelers = mirrored(union(limb(72, 8, 94, 26, 2, 1.4), limb(94, 26, 116, 28 + stride, 1.4, 2.4)))

  castShadow(canvas, frame, union(cases, collar, head), light, 9)
  castShadow(canvas, frame, legs, light, 4, 0.35)
  fill(canvas, frame, union(legs, feelers), () => dark)
  fill(canvas, frame, head, (u, v) => shade(dark, dome((u - 64) / 16, v / 17, light, frame.angle, 0.5)))
  fill(canvas, frame, collar, (u, v) =>
    shade(blend(dark, ground, 0.5), dome((u - 42) / 24, v / 36, light, frame.angle, 0.6)),
  )
  fill(canvas, frame, cases, (u, v) => {
    const seam = smoothstep(2.2, 0.6, Math.abs(v))
    const rim = smoothstep(-7, -2, cases(u, v))
    const marked = blend(ground, marking, contrast * texture(u, v) * (1 - rim))
    return shade(
      blend(marked, dark, Math.max(seam, rim * 0.7)),
      dome((u + 22) / 72, v / (49 * plump), light, frame.angle, 0.55),
    )
  })
}
