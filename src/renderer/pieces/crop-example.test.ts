import { expect, it } from 'vitest'
import { resolveRecipe } from '../../shared/presets.ts'
import { cropExample, describeCrop } from './crop-example.ts'

it('resizes the shorter side of a 4:3 image, and truncates the longer one', () => {
  expect(cropExample(resolveRecipe('torchvision'))).toEqual({ width: 341, height: 256, crop: 224 })
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
  expect(cropExample(resolveRecipe('timm', { fit: 'none' }))).toEqual({ width: 500, height: 375, crop: 224 })
  expect(cropExample(resolveRecipe('timm', { fit: 'none', crop: 750 }))).toEqual({
    width: 1000,
    height: 750,
    crop: 750,
  })
  expect(describeCrop(resolveRecipe('timm', { fit: 'none' }))).toBe(
    'Images stay as they are; the network sees the middle 224×224.',
  )
})
