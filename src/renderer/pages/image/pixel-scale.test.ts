import { expect, it } from 'vitest'
import { pixelScale, pixelSide } from './pixel-scale.ts'

it('a crop alone is enlarged by a whole number', () => {
  expect(pixelSide([99], 300, 1)).toBe(297)
  expect(pixelSide([99], 300, 2)).toBe(297)
  expect(pixelSide([227], 300, 1)).toBe(227)
})

it('of two crops, one is; and none loses a pixel', () => {
  expect(pixelSide([227, 99], 300, 1)).toBe(297)
  expect(pixelSide([227, 99], 290, 1)).toBe(227)
  expect(pixelSide([99, 227], 470, 1)).toBe(454)
})

it('where there is no room for all pixels, all of the room is taken', () => {
  expect(pixelSide([512], 300, 1)).toBe(300)
  expect(pixelSide([512], 300, 2)).toBe(256)
  expect(pixelSide([224], 0, 1)).toBe(0)
})

it('the scale is in pixels of the screen', () => {
  expect(pixelScale(297, 99, 1)).toBe('3×')
  expect(pixelScale(297, 227, 1)).toBe('1.31×')
  expect(pixelScale(227, 227, 2)).toBe('2×')
})
