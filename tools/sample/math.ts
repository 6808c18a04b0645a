export const clamp = (x: number, low = 0, high = 1): number => (x < low ? low : x > high ? high : x)

export const mix = (a: number, b: number, t: number): number => a + (b - a) * t

/** 0 below `low`, 1 above `high`, a cubic without kinks between (also with low > high, reversed). */
export function smoothstep(low: number, high: number, x: number): number {
  const t = clamp((x - low) / (high - low))
  return t * t * (3 - 2 * t)
}
