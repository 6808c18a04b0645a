import { describe, expect, it } from 'vitest'
import { resolveRecipe } from '../../../shared/presets.ts'
import type { RecipeFactor } from '../../../shared/recipe-diagnosis.ts'
import { recipeVariants, type RecipeVariants } from './recipe-variants.ts'

const plain = { elemType: 'float32', normalisation: null } as const

const of = ({ variants }: RecipeVariants, factor: RecipeFactor) =>
  variants.filter(({ factors }) => factors[0] === factor).map(({ changes }) => changes)

describe('recipeVariants', () => {
  it('changes one thing at a time, and tries nothing twice', () => {
    const given = resolveRecipe('torchvision', { resize: 146, crop: 128 })
    const found = recipeVariants(plain, given)
    expect(found.leftOut).toEqual([])
    expect(of(found, 'channels')).toEqual([{ channels: 'BGR' }])
    expect(of(found, 'fit')).toEqual([
      { fit: 'squash', resize: 146 },
      { fit: 'longest', resize: 128 },
    ])
    // 128 / 0.875 is 146 already.
    expect(of(found, 'crop-ratio')).toEqual([{ resize: 142 }, { resize: 134 }, { resize: 128 }])
    expect(of(found, 'resampler')).toEqual([
      { resampler: 'pillow-bicubic' },
      { resampler: 'opencv-linear' },
      { resampler: 'opencv-area' },
    ])
    expect(of(found, 'scale')).toEqual([{ scale: 255 }, { scale: 1 / 255 }])
    expect(of(found, 'normalisation').map(({ mean }) => mean)).toEqual([
      [127.5, 127.5, 127.5],
      [123, 117, 104],
      [104, 117, 123],
      [0, 0, 0],
      [0, 0, 0],
    ])
    for (const { changes, recipe } of found.variants) {
      // Which colour is around images is another's to test.
      expect({ ...recipe, fill: undefined }).toEqual({ ...given, ...changes })
    }
  })

  it('has the means in the order of the channels, and takes those of pixels from 0 to 1 for what they may be', () => {
    const given = resolveRecipe('torchvision', { channels: 'BGR', mean: [0.4, 0.45, 0.48], std: [0.2, 0.2, 0.2] })
    const normalisations = of(recipeVariants(plain, given), 'normalisation')
    expect(normalisations[0]?.mean).toEqual([103.53, 116.28, 123.675])
    expect(normalisations.at(-1)).toEqual({ mean: [0.4 * 255, 0.45 * 255, 0.48 * 255], std: [51, 51, 51], scale: 1 })
  })

  it('leaves out by name what makes no sense for the network or the recipe', () => {
    const uint8 = recipeVariants(
      { elemType: 'uint8', normalisation: null },
      resolveRecipe('torchvision', { mean: [0, 0, 0], std: [1, 1, 1] }),
    )
    expect(uint8.leftOut.map(({ factor }) => factor)).toEqual(['scale', 'normalisation'])
    expect(uint8.leftOut[0]?.because).toMatch(/whole numbers \(uint8\)/)
    expect([...of(uint8, 'normalisation'), ...of(uint8, 'scale')]).toEqual([])

    const meanImage = { sha256: 'a'.repeat(64), name: 'mean.npy' }
    const imaged = recipeVariants(plain, resolveRecipe('caffe', { meanImage }))
    expect(imaged.leftOut.map(({ factor }) => factor)).toEqual(['normalisation', 'fit', 'crop-ratio'])
    expect(imaged.leftOut.every(({ because }) => because.includes('mean.npy'))).toBe(true)

    const unresized = recipeVariants(plain, resolveRecipe('torchvision', { fit: 'none' }))
    expect(unresized.leftOut.map(({ factor }) => factor)).toEqual(['crop-ratio', 'resampler'])
  })
})
