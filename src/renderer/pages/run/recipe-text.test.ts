import { expect, it } from 'vitest'
import { resolveRecipe } from '../../../shared/presets.ts'
import { recipeSteps } from './recipe-text.ts'

it('says every step of a recipe', () => {
  expect(recipeSteps(resolveRecipe('torchvision'))).toEqual([
    'Shorter side to 256 pixels, the shape as it is, with pillow-bilinear',
    'Centre crop of 224 × 224 pixels, margins rounded half to even, as torchvision does',
    'Channels in the order RGB, each value from 0 to 255',
    'Minus the mean 123.675 / 116.28 / 103.53, divided by the standard deviation 58.395 / 57.12 / 57.375',
  ])
})

it('leaves out what changes nothing, and names a mean image', () => {
  const meanImage = { sha256: 'a'.repeat(64), name: 'mean.binaryproto' }
  const caffe = recipeSteps(resolveRecipe('caffe', { resize: 256, meanImage, scale: 0.017 }))
  expect(caffe.at(0)).toBe('Both sides to 256 pixels, whatever the shape, with opencv-linear')
  expect(caffe.at(-1)).toBe('Minus the mean image mean.binaryproto, times 0.017')
  const plain = recipeSteps(resolveRecipe('caffe', { fit: 'none', mean: [0, 0, 0] }))
  expect([plain.at(0), plain.at(-1)]).toEqual(['Not resized', 'Values as they are'])
  expect(recipeSteps(resolveRecipe('inception')).at(-1)).toBe(
    'Minus the mean 127.5, divided by the standard deviation 127.5',
  )
})
