import { blend, hsl, shade } from '../colour.ts'
import { fill } from '../frame.ts'
import { smoothstep } from '../math.ts'
import { circle, limb, rectangle, spindle, union, placed } from '../shapes.ts'
import type { Sitter } from './sitter.ts'

/** Hanging, lit from within, its top towards -v; the marking is on the paper, which the texture meets unrolled. */
export function drawLantern({ canvas, frame, random, hue, contrast, texture }: Sitter): void {
  const width = random.between(54, 70)
  const height = random.between(64, 76)
  const paper = hsl(hue, random.between(0.6, 0.85), random.between(0.52, 0.6))
  const heart = hsl(hue + 14, 0.9, 0.84)
  const ink = hsl(hue - 10, 0.6, random.between(0.2, 0.28))
  const wood = hsl(25, 0.4, 0.16)

  const profile = (u: number): number => width * Math.sqrt(Math.max(0, 1 - (u / height) ** 2 * 0.72))
  const body = placed(spindle(-height, height, profile), 0, 0, Math.PI / 2)
  const lids = union(rectangle(0, -height, width * 0.58, 6, 2), rectangle(0, height, width * 0.52, 5, 2))
  const cord = limb(0, -height - 60, 0, -height, 1.3)
  const tassel = union(limb(0, height, 0, height + 16, 1.3), limb(0, height + 14, 0, height + 40, 3.5, 6))

  fill(canvas, frame, circle(0, 0, width * 0.9), () => paper, { edge: 150 * frame.scale, opacity: 0.4, reach: 200 })
  fill(canvas, frame, union(cord, tassel), () => shade(hsl(hue, 0.6, 0.3), 0.9))
  fill(canvas, frame, body, (u, v) => {
    const p = Math.min(0.97, Math.abs(u) / profile(v)) * Math.sign(u)
    const glow = Math.exp(-((u / width) ** 2 * 1.6 + ((v - 12) / height) ** 2 * 1.8))
    const lit = blend(paper, heart, 0.85 * glow)
    const marked = blend(
      lit,
      ink,
      0.85 * contrast * texture(width * Math.asin(p), v) * smoothstep(1, 0.9, Math.abs(v) / height),
    )
    const hoop = smoothstep(1.4, 0.5, Math.abs(v / 16 - Math.round(v / 16)) * 16) * 0.18
    return shade(marked, (1 - hoop) * (0.62 + 0.4 * Math.sqrt(1 - p * p)))
  })
  fill(canvas, frame, lids, (u) => shade(wood, 1 - 0.3 * Math.abs(u / width)))
}
