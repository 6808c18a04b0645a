import { expect, it } from 'vitest'
import type { CentralShape, Geometry } from '../../../shared/recipe.ts'
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
    part: { left: 0, top: 0, width: 500, height: 375 },
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

it('resizes the longer side as timm does, and has the odd row that it lacks below', () => {
  const longest = (changes: Partial<Geometry>) => geometry({ fit: 'longest', resize: 224, ...changes })
  expect(planGeometry(500, 375, longest({}))).toMatchObject({
    resized: { width: 224, height: 168 },
    window: { left: 0, top: -28, width: 224, height: 224 },
  })
  // round(333 / (500 / 224)) is 149, and 75 rows are missing.
  expect(planGeometry(500, 333, longest({}))).toMatchObject({ resized: { height: 149 }, window: { top: -37 } })
  // Python's round(2.5) is 2.
  expect(planGeometry(100, 25, longest({ resize: 10, crop: 10 })).resized).toEqual({ width: 10, height: 2 })
  expect(planGeometry(500, 375, longest({ resize: 255 }))).toMatchObject({ window: { left: 16, top: -16 } })
  expect(() => planGeometry(4000, 1, longest({}))).toThrow('no pixel left')
})

it('cuts the middle out of an image before it is resized, as TensorFlow and EfficientNet do', () => {
  const squash = { fit: 'squash', resize: 224, centralCrop: 0.875 } as const
  const part = (width: number, height: number, shape: CentralShape) =>
    planGeometry(width, height, geometry({ ...squash, centralShape: shape })).part
  // int((375 - 375 * 0.875) / 2) is 23.
  expect(part(500, 375, 'image')).toEqual({ left: 31, top: 23, width: 438, height: 329 })
  // int(375 * 0.875) is 328.
  expect(part(500, 375, 'square')).toEqual({ left: 86, top: 24, width: 328, height: 328 })
  expect(() => part(1, 1, 'square')).toThrow('no pixel left')
  expect(part(1, 1, 'image')).toEqual({ left: 0, top: 0, width: 1, height: 1 })
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
