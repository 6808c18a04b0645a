import { blend, hsl, shade } from '../colour.ts'
import { castShadow, fill } from '../frame.ts'
import { clamp, smoothstep } from '../math.ts'
import { limb, mirrored, spindle, union } from '../shapes.ts'
import type { Sitter } from './sitter.ts'

/** Fallen, the tip towards +u. The marking is its margin: where the texture is 1, the blade reaches further out. */
export function drawLeaf({ canvas, frame, light, random, hue, contrast, texture }: Sitter): void {
  const breadth = random.between(40, 54)
  const belly = random.between(0.62, 0.85)
  const tooth = 2.5 + 4.5 * contrast
  const ground = hsl(hue, random.between(0.45, 0.7), random.between(0.36, 0.48))
  const blush = hsl(hue + random.between(-30, 10), 0.65, random.between(0.4, 0.52))
  const vein = blend(ground, [0.95, 0.92, 0.75], 0.45)

  const profile = (u: number): number => breadth * Math.sin(Math.PI * clamp((u + 84) / 184) ** belly)
  const toothed = (u: number): number => profile(u) + tooth * texture(u, 0) * smoothstep(0, 10, profile(u))
  const blade = spindle(-84, 100, profile)
  const outline = spindle(-84, 100, toothed)
  const stalk = limb(-122, random.between(-10, 10), -80, 0, 2.6, 2.2)
  const ribs = mirrored(
    union(...Array.from({ length: 8 }, (_, i) => limb(-70 + i * 20, 0, -52 + i * 20, 30, 1.2, 0.6))),
  )

  castShadow(canvas, frame, union(blade, stalk), light, 6)
  fill(canvas, frame, stalk, () => shade(vein, 0.8))
  fill(canvas, frame, outline, (u, v) => {
    const side = smoothstep(-1, 1, v)
    const tone = blend(ground, blush, smoothstep(0.2, 1, Math.abs(v) / (profile(u) + 1)))
    const midrib = smoothstep(2.4, 1, Math.abs(v))
    const rib = 0.6 * smoothstep(1.2, -0.6, ribs(u, v))
    // Folded along the midrib: one half is turned to the light, which always comes from above.
    const fold = 0.9 - 0.12 * side - (side === 0 ? 0.2 * light.y : 0)
    return shade(blend(tone, vein, Math.max(midrib, rib)), fold)
  })
}
