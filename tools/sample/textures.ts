import { smoothstep } from './math.ts'
import type { Random } from './random.ts'

/**
 * A fine pattern over the plane: how much of the marking (0 to 1) lies at (u, v). All of them cover about half of the
 * ground (0.43 to 0.64 of it), so that once they are too fine to be resolved, two of them blur into nearly one tone.
 */
export type Texture = (u: number, v: number) => number

/** A wave of period 1 with flat crests and troughs, soft enough to need no antialiasing. */
const band = (phase: number): number => smoothstep(-0.6, 0.6, Math.cos(2 * Math.PI * phase))

/** Lines along the u axis. */
export const lines =
  (period: number): Texture =>
  (_u, v) =>
    band(v / period)

/** Lines across the u axis. */
export const bars =
  (period: number): Texture =>
  (u) =>
    band(u / period)

/** Round spots, every other row shifted by half a step. */
export const spots =
  (period: number): Texture =>
  (u, v) => {
    const row = Math.round(v / (period * 0.87))
    const p = u / period + (row % 2 === 0 ? 0 : 0.5)
    const q = v / period - row * 0.87
    return smoothstep(0.46, 0.26, Math.sqrt((p - Math.round(p)) ** 2 + q * q))
  }

export const checks =
  (period: number): Texture =>
  (u, v) =>
    smoothstep(-0.35, 0.35, Math.cos((2 * Math.PI * u) / period) * Math.cos((2 * Math.PI * v) / period))

/** A net of fine threads that cross on the slant. */
export const net =
  (period: number): Texture =>
  (u, v) =>
    1 - (1 - 0.8 * band((u + v) / (period * 1.41))) * (1 - 0.8 * band((u - v) / (period * 1.41)))

/** Chevrons: lines that turn back every four periods, as tweed is woven. */
export const tweed =
  (period: number): Texture =>
  (u, v) => {
    const column = v / (period * 4)
    return band((u + Math.abs(column - Math.round(column)) * period * 8) / (period * 1.41))
  }

/** Basketry: over and under, strand by strand. */
export const wicker =
  (period: number): Texture =>
  (u, v) => {
    const i = Math.floor(u / period)
    const j = Math.floor(v / period)
    const along = (i + j) % 2 === 0 ? v / period - j : u / period - i
    return smoothstep(0.08, 0.3, along) * smoothstep(0.92, 0.7, along)
  }

/** Rows of little strokes like the print of a newspaper in a script nobody reads; a row is two periods high. */
export function print(period: number, random: Random): Texture {
  const strokes = Array.from({ length: 1024 }, () => random.next())
  return (u, v) => {
    const row = Math.floor(v / (period * 2))
    const column = Math.floor(u / period)
    const p = u / period - column
    const q = v / (period * 2) - row
    const kind = strokes[(row * 57 + column * 3) & 1023] ?? 0
    if (kind < 0.14 || q > 0.62) return 0
    const stem = smoothstep(0.5, 0.3, Math.abs(p - 0.4))
    const bowl = smoothstep(0.2, 0.1, Math.abs(q - (kind < 0.5 ? 0.12 : 0.5)))
    return Math.max(stem * (kind < 0.75 ? 1 : 0.6), bowl)
  }
}
