import { describe, expect, test } from 'vitest'
import { circle, ellipse, limb, mirrored, placed, rectangle, spindle, union } from './shapes.ts'

describe('signed distances', () => {
  test('of a circle are exact', () => {
    expect(circle(1, 2, 3)(1, 2)).toBe(-3)
    expect(circle(1, 2, 3)(5, 2)).toBe(1)
  })

  test('of an ellipse are exact on its axes outside, and zero on its outline', () => {
    const shape = ellipse(0, 0, 4, 2)
    expect(shape(4, 0)).toBeCloseTo(0, 12)
    expect(shape(0, 3)).toBeCloseTo(1, 12)
    expect(shape(4 * Math.SQRT1_2, 2 * Math.SQRT1_2)).toBeCloseTo(0, 12)
    expect(shape(0, 0)).toBe(-2)
  })

  test('of a limb taper from end to end', () => {
    const shape = limb(0, 0, 10, 0, 2, 1)
    expect(shape(-3, 0)).toBe(1)
    expect(shape(12, 0)).toBe(1)
    expect(shape(5, 0)).toBe(-1.5)
  })

  test('of a rectangle and of a spindle of constant width agree', () => {
    const box = rectangle(0, 0, 5, 2)
    const rod = spindle(-5, 5, () => 2)
    for (const [u, v] of [
      [0, 3],
      [7, 0],
      [8, 6],
      [1, 1],
    ] as const) {
      expect(rod(u, v)).toBeCloseTo(box(u, v), 12)
    }
  })

  test('move with a placed shape and repeat with a mirrored one', () => {
    expect(placed(circle(2, 0, 1), 10, 10, Math.PI / 2)(10, 12)).toBeCloseTo(-1, 12)
    const pair = mirrored(circle(0, 3, 1))
    expect(pair(0, -3)).toBe(-1)
    expect(union(pair, circle(0, 0, 1))(0, 0)).toBe(-1)
  })
})
