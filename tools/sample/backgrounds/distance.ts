import { flood } from '../canvas.ts'
import { blend, hsl, ramp } from '../colour.ts'
import { smoothstep } from '../math.ts'
import { createNoise, fractal } from '../noise.ts'
import { bokeh, type Background, type Stops } from './brush.ts'

export const water: Background = (canvas, random) => {
  const hue = random.between(170, 215)
  const field = fractal(createNoise(random), 2)
  const stops: Stops = [hsl(hue + 15, 0.55, 0.14), hsl(hue, 0.5, 0.34), hsl(hue - 10, 0.5, 0.52)]
  flood(canvas, (x, y) => {
    const depth = 1 - y / canvas.height
    const caustic = smoothstep(0.09, 0, Math.abs(field(x / 90 + 3 * field(x / 160, y / 160), y / 55) - 0.5))
    return blend(ramp(stops, depth * 0.9 + 0.2 * field(x / 120, y / 120)), [0.85, 1, 0.95], 0.22 * caustic * depth)
  })
  bokeh(canvas, random, 9, [hue - 20, hue], 0.75)
}

export const dusk: Background = (canvas, random) => {
  const hue = random.between(215, 285)
  const horizon = random.between(0.55, 0.8)
  const field = fractal(createNoise(random), 3)
  const stops: Stops = [hsl(hue, 0.5, 0.1), hsl(hue, 0.42, 0.22), hsl(hue + 70, 0.4, 0.36)]
  flood(canvas, (x, y) => {
    const t = y / canvas.height
    const sky = ramp(stops, t * 1.1 + 0.2 * (field(x / 140, y / 60) - 0.5))
    return blend(sky, hsl(hue, 0.4, 0.07), smoothstep(0.02, 0.08, t - horizon - 0.12 * (field(x / 90, 3) - 0.5)))
  })
  bokeh(canvas, random, 22, [15, 60], 0.62)
}

export const sky: Background = (canvas, random) => {
  const hue = random.between(195, 220)
  const field = fractal(createNoise(random), 4)
  const zenith = random.between(0.42, 0.6)
  flood(canvas, (x, y) => {
    const clear = blend(hsl(hue, 0.55, zenith), hsl(hue, 0.5, 0.8), y / canvas.height)
    return blend(clear, [0.96, 0.96, 0.97], 0.85 * smoothstep(0.48, 0.75, field(x / 170, y / 100)))
  })
}
