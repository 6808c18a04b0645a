import { flood } from '../canvas.ts'
import { hsl, ramp, shade } from '../colour.ts'
import { fill } from '../frame.ts'
import { createNoise, fractal } from '../noise.ts'
import { ellipse, limb } from '../shapes.ts'
import { anywhere, bokeh, mottle, type Background, type Stops } from './brush.ts'

export const meadow: Background = (canvas, random) => {
  const hue = random.between(75, 125)
  mottle(canvas, random, [hsl(hue, 0.45, 0.14), hsl(hue, 0.45, 0.32), hsl(hue - 25, 0.5, 0.5)], 110)
  bokeh(canvas, random, 14, [hue - 40, hue], 0.7)
  for (let i = 0; i < 10; i++) {
    const blade = limb(-120, 0, 120, random.between(-20, 20), 6, 1)
    const colour = hsl(hue + random.between(-15, 15), 0.5, random.between(0.2, 0.5))
    const frame = { ...anywhere(canvas, random), angle: random.normal(-1.5, 0.3) }
    fill(canvas, frame, blade, () => colour, { edge: 9, opacity: 0.5 })
  }
}

export const litter: Background = (canvas, random) => {
  mottle(canvas, random, [hsl(25, 0.35, 0.13), hsl(28, 0.35, 0.28), hsl(35, 0.3, 0.42)], 80)
  for (let i = 0; i < 16; i++) {
    const colour = hsl(random.between(12, 48), random.between(0.3, 0.6), random.between(0.22, 0.48))
    const size = random.between(25, 60)
    const leaf = ellipse(0, 0, size, size * random.between(0.35, 0.6))
    fill(canvas, anywhere(canvas, random), leaf, (_u, v) => shade(colour, Math.abs(v) < 2 ? 1.15 : 1), {
      edge: 7,
      opacity: 0.75,
    })
  }
}

export const moss: Background = (canvas, random) => {
  mottle(canvas, random, [hsl(95, 0.4, 0.17), hsl(85, 0.42, 0.27), hsl(70, 0.4, 0.38)], 70, 1, 2)
}

export const sand: Background = (canvas, random) => {
  const field = fractal(createNoise(random), 3)
  const stops: Stops = [hsl(32, 0.3, 0.52), hsl(38, 0.38, 0.68), hsl(42, 0.45, 0.8)]
  const slant = random.between(-0.4, 0.4)
  flood(canvas, (x, y) =>
    ramp(
      stops,
      0.5 + 0.28 * Math.sin((y + slant * x) / 17 + 7 * field(x / 130, y / 130)) + 0.5 * (field(x / 60, y / 40) - 0.5),
    ),
  )
}

export const stone: Background = (canvas, random) => {
  const hue = random.between(180, 260)
  mottle(canvas, random, [hsl(hue, 0.06, 0.32), hsl(hue, 0.05, 0.5), hsl(40, 0.08, 0.64)], 60, 1, 4)
  for (let i = 0; i < 7; i++) {
    const lichen = hsl(random.between(50, 95), 0.3, random.between(0.45, 0.62))
    const size = random.between(12, 34)
    fill(canvas, anywhere(canvas, random), ellipse(0, 0, size, size * 0.8), () => lichen, { edge: 12, opacity: 0.5 })
  }
}
