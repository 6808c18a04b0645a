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

  it('refuses a crop larger than the resized image, and says what to pass', () => {
    expect(() => resolveRecipe('torchvision', { crop: 299 })).toThrow(
      refused(/299 does not fit/, { do: 'set', values: { resize: 299 } }, { do: 'change', option: 'crop', to: 'less' }),
    )
    expect(resolveRecipe('torchvision', { crop: 299, fit: 'none' }).crop).toBe(299)
  })
})
