import { describe, expect, it } from 'vitest'
import { resolveRecipe } from '../../shared/presets.ts'
import { sizesOf, SweepSizes } from '../../shared/sweep.ts'
import { ratioOf, ratioText, readRatio, resizeFor, usualRatio } from './resize-ratio.ts'

const crops = Array.from({ length: 400 }, (_, i) => i + 1)

it('cuts crops from what the command line cuts them from', () => {
  const resizes = sizesOf(SweepSizes.parse({ crops })).map(({ resize }) => resize)
  expect(crops.map((crop) => resizeFor(crop, usualRatio))).toEqual(resizes)
})

describe('the ratio of a recipe', () => {
  it.each([
    [resolveRecipe('torchvision'), '0.875'],
    [resolveRecipe('inception'), '0.875'],
    [resolveRecipe('inception', { crop: 111 }), '0.875'],
    [resolveRecipe('caffe'), '227/256'],
    [resolveRecipe('torchvision', { fit: 'none', crop: 31 }), '0.875'],
  ] as const)('leads back to its own size: %#', (recipe, text) => {
    const ratio = ratioOf(recipe)
    expect(ratioText(ratio)).toBe(text)
    expect(readRatio(text)).toEqual(ratio)
    if (recipe.fit !== 'none') expect(resizeFor(recipe.crop, ratio)).toBe(recipe.resize)
  })

  it.each(['', 'x', '0', '-1', '1.1', '256/227', '1/2/3', '/256', '1/x'])('%j is none', (text) =>
    expect(readRatio(text)).toBeNull(),
  )
})
