import { expect, it } from 'vitest'
import type { Geometry } from '../../../shared/recipe.ts'
import { planGeometry, unionOf } from './geometry.ts'

const geometry = (changes: Partial<Geometry>): Geometry => ({
  fit: 'shortest',
  resize: 256,
  crop: 224,
  cropRounding: 'half-even',
  resampler: 'pillow-bilinear',
  ...changes,
})

it('keeps the aspect and truncates the longer side, as torchvision does', () => {
  expect(planGeometry(500, 375, geometry({}))).toEqual({
    resized: { width: 341, height: 256 },
    window: { left: 58, top: 16, width: 224, height: 224 },
  })
  expect(planGeometry(375, 500, geometry({})).resized).toEqual({ width: 256, height: 341 })
  expect(planGeometry(256, 999, geometry({})).resized).toEqual({ width: 256, height: 999 })
})

it.each([
  // int(round((size - 224) / 2.0)) in Python for sizes 225, 227, 229, 231
  ['half-even', [0, 2, 2, 4]],
  ['floor', [0, 1, 2, 3]],
] as const)('halves odd margins: %s', (cropRounding, offsets) => {
  const tops = [225, 227, 229, 231].map(
    (side) => planGeometry(side, side, geometry({ fit: 'none', cropRounding })).window.top,
  )
  expect(tops).toEqual(offsets)
})

it('squashes to a square whatever the aspect', () => {
  expect(planGeometry(500, 10, geometry({ fit: 'squash' })).resized).toEqual({ width: 256, height: 256 })
})

it('refuses what is smaller than the crop', () => {
  expect(() => planGeometry(300, 223, geometry({ fit: 'none' }))).toThrow(
    expect.objectContaining({
      reason: 'smaller-than-crop',
      message: 'the image has 300 × 223 pixels, less than the crop of 224 × 224',
    }),
  )
})

it('the union of windows is the least that has all of them inside', () => {
  const window = (left: number, top: number, width: number, height: number) => ({ left, top, width, height })
  expect(unionOf([])).toBeUndefined()
  expect(unionOf([window(3, 4, 5, 6)])).toEqual(window(3, 4, 5, 6))
  expect(unionOf([window(10, 20, 5, 5), window(0, 22, 4, 9), window(11, 21, 1, 1)])).toEqual(window(0, 20, 15, 11))
})
