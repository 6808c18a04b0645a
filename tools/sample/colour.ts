import { clamp, mix } from './math.ts'

/** Red, green, blue, 0 to 1, in the gamma-encoded space of the JPEG. */
export type Colour = readonly [number, number, number]

/** From hue in degrees, saturation and lightness in 0 to 1 (the usual HSL hexcone). */
export function hsl(hue: number, saturation: number, lightness: number): Colour {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (n: number): number => {
    const k = (n + (((hue % 360) + 360) % 360) / 30) % 12
    return lightness - reach * clamp(Math.min(k - 3, 9 - k), -1, 1)
  }
  return [channel(0), channel(8), channel(4)]
}

export function blend(a: Colour, b: Colour, t: number): Colour {
  return [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)]
}

/** Multiplies towards black (`by` < 1) or lifts towards white (`by` > 1). */
export function shade(colour: Colour, by: number): Colour {
  return by <= 1 ? [colour[0] * by, colour[1] * by, colour[2] * by] : blend(colour, [1, 1, 1], Math.min(1, by - 1))
}

/** The colour `t` (0 to 1) of the way along evenly spaced stops. */
export function ramp(stops: readonly [Colour, ...Colour[]], t: number): Colour {
  const position = clamp(t) * (stops.length - 1)
  const i = Math.min(Math.floor(position), Math.max(0, stops.length - 2))
  const from = stops[i] ?? stops[0]
  return blend(from, stops[i + 1] ?? from, position - i)
}
