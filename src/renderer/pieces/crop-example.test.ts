import { expect, it } from 'vitest'
import { resolveRecipe } from '../../shared/presets.ts'
import { cropExample, describeCrop } from './crop-example.ts'

it('resizes the shorter side of a 4:3 image, and truncates the longer one', () => {
  expect(cropExample(resolveRecipe('torchvision'))).toMatchObject({ width: 341, height: 256, crop: 224 })
  expect(describeCrop(resolveRecipe('torchvision'))).toBe(
    'A 4:3 image becomes 341×256; the network sees the middle 224×224, 57% of it.',
  )
})

it('squashes both sides', () => {
  expect(describeCrop(resolveRecipe('caffe', { resize: 128, crop: 99 }))).toBe(
    'Every image is squashed to 128×128; the network sees the middle 99×99, 60% of it.',
  )
})

it('leaves images as they are, with room for the crop', () => {
  expect(cropExample(resolveRecipe('timm', { fit: 'none' }))).toMatchObject({ width: 500, height: 375, crop: 224 })
  expect(cropExample(resolveRecipe('timm', { fit: 'none', crop: 750 }))).toMatchObject({
    width: 1000,
    height: 750,
    crop: 750,
  })
  expect(describeCrop(resolveRecipe('timm', { fit: 'none' }))).toBe(
    'Images stay as they are; the network sees the middle 224×224.',
  )
})

it('fills what the crop has beyond an image whose longer side is resized', () => {
  const recipe = resolveRecipe('timm', { fit: 'longest', resize: 224 })
  expect(cropExample(recipe)).toMatchObject({ width: 224, height: 168, crop: 224 })
  expect(describeCrop(recipe)).toBe(
    'A 4:3 image becomes 224×168; it is 75% of the 224×224 that the network sees, and the rest is filled.',
  )
})

it('shows the image around the part that is cut out first', () => {
  const recipe = resolveRecipe('timm', { fit: 'squash', resize: 224, centralCrop: 0.875 })
  const { image, ...part } = cropExample(recipe)
  expect(part).toEqual({ width: 224, height: 224, crop: 224 })
  expect(image.width).toBeCloseTo((224 * 500) / 438)
  expect(describeCrop(recipe)).toBe(
    'The middle 87.5% of both sides is cut out. That is squashed to 224×224; the network sees the middle 224×224, 100% of it.',
  )
})
