import { createCanvas, develop, emptyExtent, soften, type Canvas, type Extent } from './canvas.ts'
import { hsl, shade } from './colour.ts'
import { fill, type Frame, type Light } from './frame.ts'
import { createNoise } from './noise.ts'
import { seeded, type Random } from './random.ts'
import { limb } from './shapes.ts'
import type { Species } from './species.ts'

/** Width × height in pixels; photographs in ImageNet vary around 500 × 375. */
const SIZES: readonly [readonly [number, number], ...(readonly [number, number])[]] = [
  [500, 375],
  [500, 375],
  [500, 334],
  [480, 360],
  [500, 400],
  [512, 384],
  [375, 500],
  [360, 480],
]

/**
 * One photograph of one individual, and where that is in it: all of it that is within the picture, also what a blade of
 * grass hides. The same species and seed give the same picture, to the byte.
 */
export function drawScene(kind: Species, seed: string): { canvas: Canvas; subject: Extent } {
  const random = seeded(`${kind.id} ${seed}`)
  const canvas = createCanvas(...random.pick(SIZES))
  random.pick(kind.family.backgrounds)(canvas, random)

  const direction = random.between(-2.6, -0.5)
  const light: Light = { x: Math.cos(direction), y: Math.sin(direction) }
  const frame = place(canvas, random, kind.family.upright)
  // Pixels: the squash to 256 resolves most of these (every pixel of it covers one and a half to two), that to 128 few.
  const period = random.between(3.6, 8) / frame.scale
  const subject = emptyExtent()
  kind.family.draw({
    canvas: { ...canvas, extent: subject },
    frame,
    light,
    random,
    hue: random.normal(kind.hue, 27),
    contrast: random.between(0.15, 0.9),
    texture: kind.texture(period, random),
  })
  if (random.chance(0.3)) foreground(canvas, frame, random)
  soften(canvas, random.between(0, 0.45) * random.next())
  expose(canvas, random, light)
  return { canvas, subject }
}

/** Near the middle, at any angle or nearly upright, large enough that its marking could be seen. */
function place(canvas: Canvas, random: Random, upright: boolean): Frame {
  const short = Math.min(canvas.width, canvas.height)
  return {
    x: canvas.width / 2 + random.normal(0, 0.055) * canvas.width,
    y: canvas.height / 2 + random.normal(0, 0.055) * canvas.height,
    scale: (short / 375) * random.between(0.95, 1.4),
    angle: upright ? random.normal(0, 0.16) : random.between(-Math.PI, Math.PI),
  }
}

/** A blade of grass between the lens and the subject, out of focus. */
function foreground(canvas: Canvas, frame: Frame, random: Random): void {
  const colour = shade(hsl(random.between(70, 120), 0.4, 0.35), random.between(0.5, 1.2))
  const across: Frame = { ...frame, x: frame.x + random.between(-90, 90), scale: 1, angle: random.normal(-1.4, 0.35) }
  const blade = limb(-420, 0, 420, random.between(-40, 40), 11, 4)
  fill(canvas, across, blade, () => colour, { edge: 13, opacity: 0.8, reach: 500 })
}

/** What the camera adds: a gradient of light, a vignette, an exposure and white balance of its own, and grain. */
function expose(canvas: Canvas, random: Random, light: Light): void {
  const exposure = random.between(0.78, 1.18)
  const warmth = random.between(-0.07, 0.07)
  const slope = random.between(0.02, 0.22)
  const vignette = random.between(0.1, 0.4)
  const grain = createNoise(random)
  const strength = random.between(0, 0.035)
  develop(canvas, ([r, g, b], x, y) => {
    const p = (x / canvas.width) * 2 - 1
    const q = (y / canvas.height) * 2 - 1
    const gain = exposure * (1 + slope * (p * light.x + q * light.y)) * (1 - vignette * 0.5 * (p * p + q * q))
    const speck = strength * (grain(x / 1.7, y / 1.7) - 0.5)
    return [film(r * gain * (1 + warmth) + speck), film(g * gain + speck), film(b * gain * (1 - warmth) + speck)]
  })
}

/** Highlights roll off towards white instead of clipping. */
const film = (v: number): number => (v < 0.8 ? v : 1 - 0.2 * Math.exp((0.8 - v) / 0.2))
