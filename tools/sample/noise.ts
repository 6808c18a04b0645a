import { mix } from './math.ts'
import type { Random } from './random.ts'

/** A smooth random field over the plane, in 0 to 1 and mostly near 0.5, with features about one unit wide. */
export type Noise = (x: number, y: number) => number

const SIDE = 64

/** Gradient noise on a lattice that repeats every 64 units (Perlin, "Improving Noise", SIGGRAPH 2002). */
export function createNoise(random: Random): Noise {
  const angles = Float32Array.from({ length: SIDE * SIDE }, () => random.between(0, 2 * Math.PI))
  const gx = angles.map(Math.cos)
  const gy = angles.map(Math.sin)
  const slope = (i: number, j: number, dx: number, dy: number): number => {
    const at = (j & (SIDE - 1)) * SIDE + (i & (SIDE - 1))
    return (gx[at] ?? 0) * dx + (gy[at] ?? 0) * dy
  }
  return (x, y) => {
    const i = Math.floor(x)
    const j = Math.floor(y)
    const dx = x - i
    const dy = y - j
    const fx = fade(dx)
    const top = mix(slope(i, j, dx, dy), slope(i + 1, j, dx - 1, dy), fx)
    const bottom = mix(slope(i, j + 1, dx, dy - 1), slope(i + 1, j + 1, dx - 1, dy - 1), fx)
    return 0.5 + mix(top, bottom, fade(dy)) * Math.SQRT1_2
  }
}

const fade = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10)

/** Fractal sum of `octaves` copies of `noise`, each twice as fine and half as strong as the one before. */
export function fractal(noise: Noise, octaves: number): Noise {
  return (x, y) => {
    let sum = 0
    let weight = 1
    for (let octave = 0, f = 1; octave < octaves; octave++, f *= 2, weight /= 2) {
      sum += weight * (noise(x * f + octave * 17.3, y * f + octave * 9.1) - 0.5)
    }
    return 0.5 + sum
  }
}
