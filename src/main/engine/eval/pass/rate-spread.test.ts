import { expect, it } from 'vitest'
import { RateSpread } from './rate-spread.ts'

/** Results of one thread, four to a sample, each of which took as long as its sample says. */
function spread(samples: readonly number[], more: { decoded?: number } = {}): RateSpread {
  const rates = new RateSpread(1)
  for (const ms of samples)
    for (let i = 0; i < 4; i++) rates.add({ images: 100, ms: ms / 4, decoded: 100, decodeMs: ms / 2, ...more })
  return rates
}

it('is the middle 80% of the rates of samples against their median', () => {
  // 400 images in 400 to 800 ms: 1, 0.8, 2/3, 4/7 and 0.5 a millisecond; p10 0.5286, p90 0.92.
  expect(spread([400, 500, 600, 700, 800]).pipeline).toBeCloseTo((0.92 - 0.52857) / 0.66667, 4)
  expect(spread([400, 400, 400, 400, 400]).pipeline).toBe(0)
  expect(spread([400, 500, 600, 700, 800]).decode).toBeCloseTo((0.92 - 0.52857) / 0.66667, 4)
})

it('is unknown of few samples, of ones too short to tell, and of what did not happen', () => {
  expect(spread([400, 500, 600, 700]).pipeline).toBeNull()
  expect(spread([100, 100, 100, 100, 100]).pipeline).toBeNull()
  expect(spread([400, 500, 600, 700, 800], { decoded: 0 }).decode).toBeNull()
})

it('tells of a run of any length, in as much memory', () => {
  const rates = spread(Array.from({ length: 5000 }, (_, i) => (i % 2 === 0 ? 400 : 600)))
  // A fast and a slow sample fall into each that is joined of two.
  expect(rates.pipeline).toBeLessThan(0.01)
})
