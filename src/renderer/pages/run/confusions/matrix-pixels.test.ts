import { describe, expect, it } from 'vitest'
import { ConfusionMatrix } from '../../../lib/confusion-matrix.ts'
import { blockFor, colourOf, intensity, paintMatrix, type Ramp } from './matrix-pixels.ts'

const wrong: Ramp = { low: [0, 0, 0], high: [200, 100, 0] }
const right: Ramp = { low: [0, 0, 0], high: [0, 0, 80] }
const matrix = new ConfusionMatrix({
  labels: Int32Array.of(0, 1),
  predicted: Int32Array.of(3, 0),
  unanswered: new Int32Array(4),
  counts: Int32Array.of(4, 1),
  images: Int32Array.of(4, 10, 0, 0),
})
const positions = Int32Array.of(0, 1, 2, 3)

function painted(block: number, diagonal: boolean, at = positions) {
  const { side, rgba } = paintMatrix({ matrix, positions: at, diagonal, wrong, right }, block)
  return (row: number, column: number) => [...rgba.slice(4 * (row * side + column), 4 * (row * side + column) + 4)]
}

describe('a painted matrix', () => {
  it('has a pixel a cell, coloured by its count; zero is transparent', () => {
    const pixel = painted(1, false)
    expect([pixel(0, 3), pixel(1, 0), pixel(1, 1), pixel(2, 2)]).toEqual([
      [200, 100, 0, 255],
      [0, 0, 0, 255],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ])
  })

  it('has the diagonal in its own colour where that is wanted', () => {
    const pixel = painted(1, true)
    expect([pixel(0, 0), pixel(1, 1)]).toEqual([
      [0, 0, 0, 0],
      [0, 0, 80, 255],
    ])
  })

  it('shows the highest count where a pixel has several cells', () => {
    const pixel = painted(4, false)
    expect(pixel(0, 0)).toEqual([200, 100, 0, 255])
  })

  it('has classes where they are ordered to be', () =>
    expect(painted(1, false, Int32Array.of(3, 1, 2, 0))(3, 0)).toEqual([200, 100, 0, 255]))
})

it('tells counts apart at the low end', () => {
  expect([1, 4, 25, 121].map((count) => intensity(count, 121))).toEqual([0, 0.1, 0.4, 1])
  expect(intensity(1, 1)).toBe(1)
  expect(colourOf(0.5, wrong)).toEqual([100, 50, 0])
})

it('puts as many cells into a pixel as there are to it', () =>
  expect([2, 1, 0.9, 0.5, 0.3].map(blockFor)).toEqual([1, 1, 2, 2, 4]))
