import { describe, expect, test } from 'vitest'
import { seeded } from './random.ts'
import { bars, checks, lines, net, print, spots, tweed, wicker, type Texture } from './textures.ts'

const period = 7
const textures: Record<string, Texture> = {
  bars: bars(period),
  checks: checks(period),
  lines: lines(period),
  net: net(period),
  print: print(period, seeded('print')),
  spots: spots(period),
  tweed: tweed(period),
  wicker: wicker(period),
}

describe.each(Object.entries(textures))('%s', (_name, texture) => {
  const random = seeded('places')
  const values = Array.from({ length: 50_000 }, () => texture(random.between(-99, 99), random.between(-99, 99)))

  test('stays between 0 and 1', () => {
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThanOrEqual(1)
  })

  test('covers about half of the ground', () => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    expect(mean).toBeGreaterThan(0.4)
    expect(mean).toBeLessThan(0.66)
  })
})
