import { expect, it } from 'vitest'
import { fieldOf, panned, placeIn, transformOf, wholeField, zoomed } from './common-part.ts'

/** What a recipe keeps of a square image: `crop` of `resize`, centred. */
const centred = (crop: number, resize: number) => {
  const [side, edge] = [crop / resize, (1 - crop / resize) / 2]
  return { left: edge, top: edge, width: side, height: side }
}

it('crops of one ratio fill the field of view, whatever their size', () => {
  const crops = [centred(192, 256), centred(96, 128), centred(48, 64)]
  const field = fieldOf(crops)
  for (const crop of crops) expect(placeIn(field, crop)).toEqual({ left: 0, top: 0, width: 1, height: 1 })
})

it('a crop of another ratio takes its part of the field, so that a place of the image is at one place', () => {
  const [large, small] = [centred(128, 128), centred(64, 128)]
  const field = fieldOf([small, large])
  expect(field).toEqual({ left: 0, top: 0, width: 1, height: 1 })
  expect(placeIn(field, small)).toEqual({ left: 0.25, top: 0.25, width: 0.5, height: 0.5 })
  const oblong = { left: 0.2, top: 0, width: 0.6, height: 1 }
  expect(placeIn(oblong, { left: 0.35, top: 0.25, width: 0.3, height: 0.5 })).toEqual({
    left: expect.closeTo(0.25) as number,
    top: 0.25,
    width: expect.closeTo(0.5) as number,
    height: 0.5,
  })
})

it('is enlarged around the middle, between all of the field and sixteen times', () => {
  expect(zoomed(wholeField, 2)).toEqual({ x: 0.5, y: 0.5, zoom: 2 })
  expect(zoomed(wholeField, 0.5)).toEqual(wholeField)
  expect(zoomed(wholeField, 100).zoom).toBe(16)
  expect(zoomed({ x: 0.25, y: 0.75, zoom: 2 }, 0.5)).toEqual(wholeField)
})

it('is moved as far as there is something of the field to be seen', () => {
  const closer = zoomed(wholeField, 4)
  expect(panned(closer, { x: 0.5, y: -0.25 })).toEqual({ x: 0.375, y: 0.5625, zoom: 4 })
  expect(panned(closer, { x: 100, y: -100 })).toEqual({ x: 0.125, y: 0.875, zoom: 4 })
  expect(panned(wholeField, { x: 0.5, y: 0.5 })).toEqual(wholeField)
})

it('the part fills the picture', () => {
  expect(transformOf(wholeField)).toBe('translate(0%, 0%) scale(1)')
  expect(transformOf({ x: 0.125, y: 0.875, zoom: 4 })).toBe('translate(0%, -300%) scale(4)')
})
