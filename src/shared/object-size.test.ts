import { expect, it } from 'vitest'
import { binEdges, objectBin } from './object-size.ts'

const binOf = (side: number) => binEdges(objectBin(side))

it('bins are half an octave wide, and each side is in one', () => {
  expect(binOf(8)).toEqual({ from: 8, to: 8 * Math.SQRT2 })
  expect(binOf(11.3)).toEqual(binOf(8))
  expect(binOf(11.4)).toEqual({ from: 8 * Math.SQRT2, to: 16 })
  expect(binOf(4096)).toEqual({ from: 4096, to: 4096 * Math.SQRT2 })
  for (let side = 4; side < 300; side += 0.37) {
    const { from, to } = binOf(side)
    expect(from).toBeLessThanOrEqual(side)
    expect(to).toBeGreaterThan(side)
  }
})

it('bins follow each other without a gap', () => {
  for (let bin = 1; bin < 20; bin++) expect(binEdges(bin + 1).from).toBeCloseTo(binEdges(bin).to, 12)
})

it('what is hardly there is in one bin, and what is not there in another', () => {
  expect(binOf(0)).toEqual({ from: 0, to: 0 })
  expect(binOf(1e-3)).toEqual({ from: 0, to: 4 })
  expect(binOf(3.999)).toEqual({ from: 0, to: 4 })
})
