import { hsl } from '../colour.ts'
import { fill, type Frame } from '../frame.ts'
import { limb, rectangle } from '../shapes.ts'
import { mottle, type Background, type Stops } from './brush.ts'

export const wood: Background = (canvas, random) => {
  const hue = random.between(18, 34)
  const depth = random.between(0, 0.14)
  const stops: Stops = [hsl(hue, 0.42, 0.2 + depth), hsl(hue, 0.42, 0.36 + depth), hsl(hue + 5, 0.42, 0.46 + depth)]
  mottle(canvas, random, stops, 9, 26)
  const plank = random.between(100, 170)
  for (let y = random.between(20, plank); y < canvas.height; y += plank) {
    const gap = rectangle(0, 0, canvas.width, 1.5)
    fill(canvas, { x: canvas.width / 2, y, scale: 1, angle: 0 }, gap, () => hsl(hue, 0.4, 0.1), {
      edge: 2.5,
      reach: canvas.width,
    })
  }
}

/** A sheet of a collection, with its label. */
export const paper: Background = (canvas, random) => {
  const hue = random.between(36, 50)
  mottle(canvas, random, [hsl(hue, 0.3, 0.8), hsl(hue, 0.35, 0.87), hsl(hue, 0.4, 0.91)], 150)
  const left = random.chance(0.5)
  const frame: Frame = {
    x: left ? 62 : canvas.width - 62,
    y: canvas.height - 40,
    scale: 1,
    angle: random.normal(0, 0.03),
  }
  fill(canvas, frame, rectangle(0, 0, 46, 24), () => hsl(hue, 0.2, 0.55), { edge: 6, opacity: 0.5 })
  fill(canvas, frame, rectangle(0, 0, 45, 23), () => hsl(hue, 0.5, 0.95))
  for (let row = 0; row < 3; row++) {
    const end = random.between(0, 32)
    fill(
      canvas,
      frame,
      limb(-36, -11 + row * 10, end, -11 + row * 10 + random.between(-1, 1), 1),
      () => hsl(220, 0.25, 0.35),
      { opacity: 0.75 },
    )
  }
}
