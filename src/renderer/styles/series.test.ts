import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

/**
 * What full colour blindness of each kind makes of linear RGB.
 *
 * Source: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency", IEEE TVCG 15 (2009), table 1, severity 1.0.
 */
const seenBy: Record<string, Matrix> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopes: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopes: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopes: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** Source: B. Ottosson, "A perceptual color space for image processing" (2020): linear RGB to LMS, and its roots to Lab. */
const TO_LMS: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
const TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]

const times = (matrix: Matrix, [a, b, c]: Triple) => matrix.map(([x, y, z]) => x * a + y * b + z * c) as never as Triple
const each = ([a, b, c]: Triple, change: (value: number) => number): Triple => [change(a), change(b), change(c)]

function linear(hex: string): Triple {
  const channel = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

const lab = (rgb: Triple) => times(TO_LAB, each(times(TO_LMS, rgb), Math.cbrt))
const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
/** WCAG 2.2. */
const luminance = ([r, g, b]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * b

const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8')

/** What a token is in a theme: 0 is light, 1 is dark. */
function token(name: string, theme: 0 | 1): string {
  const [, light, dark] = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? []
  const value = theme === 0 ? light : dark
  if (value === undefined) throw new Error(`no token is called ${name}`)
  return value
}

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s theme', (_name, theme) => {
  const lines = [1, 2, 3, 4, 5, 6].map((series) => linear(token(`series-${series}`, theme)))

  it('every line stands out from what it is drawn on', () => {
    const surface = luminance(linear(token('surface', theme)))
    for (const line of lines) {
      const [darker = 0, brighter = 0] = [luminance(line), surface].toSorted((a, b) => a - b)
      expect((brighter + 0.05) / (darker + 0.05)).toBeGreaterThanOrEqual(3)
    }
  })

  const ramp = Array.from({ length: 12 }, (_, at) => linear(token(`ramp-${at + 1}`, theme)))

  it('the ramp of sizes stands out from what it is drawn on, each step more than the one before', () => {
    const surface = luminance(linear(token('surface', theme)))
    const contrasts = ramp.map((colour) => {
      const [darker = 0, brighter = 0] = [luminance(colour), surface].toSorted((a, b) => a - b)
      return (brighter + 0.05) / (darker + 0.05)
    })
    expect(contrasts[0]).toBeGreaterThanOrEqual(3)
    for (const [at, contrast] of contrasts.entries()) expect(contrast).toBeGreaterThan(contrasts[at - 1] ?? 0)
  })

  it.each(Object.keys(seenBy))('no two sizes of the ramp look alike to %s', (who) => {
    const matrix = seenBy[who] ?? seenBy['all']
    const seen = ramp.map((colour) =>
      lab(each(times(matrix as Matrix, colour), (value) => Math.min(1, Math.max(0, value)))),
    )
    for (const [at, one] of seen.entries())
      for (const other of seen.slice(0, at)) expect(distance(one, other)).toBeGreaterThan(0.03)
  })

  it.each(Object.keys(seenBy))('no two lines look alike to %s', (who) => {
    const matrix = seenBy[who] ?? seenBy['all']
    const seen = lines.map((line) =>
      lab(each(times(matrix as Matrix, line), (value) => Math.min(1, Math.max(0, value)))),
    )
    const distances = seen.flatMap((one, i) => seen.slice(0, i).map((other) => distance(one, other)))
    // A just noticeable difference is about 0.02.
    expect(Math.min(...distances)).toBeGreaterThan(0.12)
  })
})
