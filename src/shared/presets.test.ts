import { describe, expect, it } from 'vitest'
import { describeRecipe, Preset, resolveRecipe } from './presets.ts'
import { Recipe } from './recipe.ts'
import { refused } from '../testing/remedies.ts'

describe('resolveRecipe', () => {
  it.each(Preset.options)('%s is a whole recipe', (preset) => {
    expect(Recipe.parse(resolveRecipe(preset))).toBeDefined()
  })

  it('lets an option override the preset field by field', () => {
    const recipe = resolveRecipe('torchvision', { resize: 146, crop: 128, mean: [1, 2, 3] })
    expect(recipe).toMatchObject({ resize: 146, crop: 128, mean: [1, 2, 3], std: [58.395, 57.12, 57.375] })
  })

  it('derives the resize of Inception from its crop, floored as timm does', () => {
    expect(resolveRecipe('inception')).toMatchObject({ crop: 299, resize: 341 })
    expect(resolveRecipe('inception', { crop: 224 })).toMatchObject({ crop: 224, resize: 256 })
  })

  it('keeps the founding recipe of Caffe', () => {
    expect(describeRecipe(resolveRecipe('caffe'))).toBe(
      'squash 256, crop 227 (floor), opencv-linear, BGR, mean 104,117,123, std 1,1,1',
    )
  })

  it('has one form of each recipe: what changes nothing is left out', () => {
    const plain = resolveRecipe('timm')
    const nothing = { centralCrop: 1, centralShape: 'image', exifOrientation: false, fill: [1, 2, 3] } as const
    expect(resolveRecipe('timm', { ...nothing, fill: [...nothing.fill] })).toEqual(plain)
    expect(Object.keys(plain)).not.toContain('fill')
    expect(resolveRecipe('timm', { centralShape: 'square' })).toEqual({
      ...plain,
      centralCrop: 1,
      centralShape: 'square',
    })
    expect(resolveRecipe('timm', { exifOrientation: true, centralCrop: 0.5 })).toEqual({
      ...plain,
      centralCrop: 0.5,
      exifOrientation: true,
    })
  })

  it('fills with the mean, as R, G, B, whatever the order of the channels', () => {
    // round(255 * 0.485), round(255 * 0.456), round(255 * 0.406)
    expect(resolveRecipe('timm', { fit: 'longest', resize: 224 }).fill).toEqual([124, 116, 104])
    expect(resolveRecipe('caffe', { fit: 'longest' }).fill).toEqual([123, 117, 104])
    expect(resolveRecipe('timm', { fit: 'longest', fill: [0, 1, 255] }).fill).toEqual([0, 1, 255])
    expect(resolveRecipe('timm', { fit: 'longest', resize: 200 })).toMatchObject({ resize: 200, crop: 224 })
  })

  it('says in one line what is done before the resize, and what is around images', () => {
    const recipe = {
      fit: 'longest',
      resize: 224,
      exifOrientation: true,
      centralCrop: 0.9,
      centralShape: 'square',
    } as const
    expect(describeRecipe(resolveRecipe('timm', recipe))).toBe(
      'turned by EXIF, middle 0.9 of the shorter side, square, longest 224, crop 224 (half-even), filled with 124,116,104, ' +
        'pillow-bicubic, RGB, mean 123.675,116.28,103.53, std 58.395,57.12,57.375',
    )
  })

  it('refuses a crop larger than the resized image, and says what to pass', () => {
    expect(() => resolveRecipe('torchvision', { crop: 299 })).toThrow(
      refused(/299 does not fit/, { do: 'set', values: { resize: 299 } }, { do: 'change', option: 'crop', to: 'less' }),
    )
    expect(resolveRecipe('torchvision', { crop: 299, fit: 'none' }).crop).toBe(299)
  })
})
