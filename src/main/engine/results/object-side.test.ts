import { expect, it } from 'vitest'
import type { Geometry } from '../../../shared/recipe.ts'
import { objectSide } from './object-side.ts'

const IMAGE = { width: 500, height: 400, orientation: 1 }
const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom })
const geometry = (fit: Geometry['fit'], resize: number, crop: number): Geometry => ({
  ...{ fit, resize, crop, cropRounding: 'floor', resampler: 'pillow-bilinear' },
})

it.each([
  // 500 × 400 to 100 × 100: a fifth across, a quarter down; the crop is 10 to 90 of both.
  ['inside of a squash', box(100, 100, 200, 180), geometry('squash', 100, 80), Math.sqrt(20 * 20)],
  ['larger than the crop of a squash', box(0, 0, 500, 400), geometry('squash', 100, 80), 80],
  // From 0 to 20 across, of which 10 are cropped; from 40 to 60 down.
  ['at the edge of a squash', box(0, 160, 100, 240), geometry('squash', 100, 80), Math.sqrt(10 * 20)],
  // 500 × 400 to 250 × 200: a half of both; the crop is 75 to 175 across, 50 to 150 down.
  ['inside of the shorter side', box(200, 150, 260, 170), geometry('shortest', 200, 100), Math.sqrt(30 * 10)],
  ['beside the crop of the shorter side', box(0, 0, 150, 400), geometry('shortest', 200, 100), 0],
  // To 75 across: touching is not inside.
  ['partly in it', box(0, 0, 170, 120), geometry('shortest', 200, 100), Math.sqrt(10 * 10)],
  // As they are: the crop is 200 to 300 across, 150 to 250 down.
  ['without a resize', box(190, 240, 206, 244), geometry('none', 1, 100), Math.sqrt(6 * 4)],
])('of an object %s', (_, object, cut, side) => {
  expect(objectSide([object], IMAGE, cut)).toBeCloseTo(side, 12)
})

it('of several objects is that of the one of which most is left', () => {
  const cut = geometry('none', 1, 100)
  // The first is the largest in the image, and 5 × 100 pixels of it are in the crop.
  const boxes = [box(0, 0, 205, 400), box(220, 170, 250, 200), box(210, 160, 214, 164)]
  expect(objectSide(boxes, IMAGE, cut)).toBeCloseTo(Math.sqrt(30 * 30), 12)
  expect(objectSide([], IMAGE, cut)).toBe(0)
})

it('grows with the size that the image is resized to, until the crop cuts it', () => {
  const object = [box(240, 190, 260, 210)]
  const sides = [100, 200, 400].map((resize) => objectSide(object, IMAGE, geometry('shortest', resize, 100)))
  expect(sides).toEqual([5, 10, 20])
})

it('of an image that is turned is where it lies upright', () => {
  const upright = { ...geometry('none', 1, 100), exifOrientation: true }
  // Turned right, 500 × 400 pixels are 400 × 500, whose middle is from 150 to 250 across and from 200 to 300 down.
  const turned = { ...IMAGE, orientation: 6 }
  // Rows 90 to 110 become columns 290 to 310, and columns 230 to 240 rows of these numbers.
  expect(objectSide([box(230, 90, 240, 110)], turned, upright)).toBe(0)
  // Rows 150 to 170 become columns 230 to 250.
  expect(objectSide([box(230, 150, 240, 170)], turned, upright)).toBeCloseTo(Math.sqrt(20 * 10), 12)
})
