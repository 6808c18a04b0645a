import { describe, expect, it } from 'vitest'
import { resolveRecipe } from '../../shared/presets.ts'
import { presetTexts, readRecipe, recipeTexts, resolveOrNull, sameValue, withPart } from './recipe-form.ts'

describe('reading the form', () => {
  it('takes the preset for what is not stated', () => {
    const { recipe, overrides, problems } = readRecipe('caffe', { crop: '99', resize: ' 128 ' })
    expect(recipe).toEqual(resolveRecipe('caffe', { crop: 99, resize: 128 }))
    expect(overrides).toEqual({ crop: 99, resize: 128 })
    expect(problems).toEqual({})
  })

  it('reads numbers of three channels', () => {
    const { overrides } = readRecipe('torchvision', { mean: '127.5, 1e2,0', channels: 'BGR' })
    expect(overrides).toEqual({ mean: [127.5, 100, 0], channels: 'BGR' })
  })

  it.each([
    ['crop', ''],
    ['crop', '0'],
    ['crop', '22.5'],
    ['resize', '5000'],
    ['mean', '1,2'],
    ['mean', '1,,3'],
    ['std', '1,0,1'],
    ['scale', 'x'],
    ['scale', '0'],
  ] as const)('finds nothing in a %s of %j', (field, text) => {
    const { recipe, problems } = readRecipe('torchvision', { [field]: text })
    expect(recipe).toBeNull()
    expect(Object.keys(problems)).toEqual([field])
  })

  it('finds a crop that does not fit', () => {
    expect(readRecipe('torchvision', { crop: '288' }).problems).toEqual({ crop: 'Does not fit into the resized image' })
    expect(readRecipe('torchvision', { crop: '288', fit: 'none' }).problems).toEqual({})
  })
})

describe('a mean image', () => {
  const meanImage = { sha256: 'a'.repeat(64), name: 'mean.binaryproto' }

  it('is part of the recipe', () => {
    const { recipe, overrides, problems } = readRecipe('caffe', { crop: '99' }, meanImage)
    expect(recipe).toEqual(resolveRecipe('caffe', { crop: 99, meanImage }))
    expect(overrides).toEqual({ crop: 99, meanImage })
    expect(problems).toEqual({})
  })

  it.each(['shortest', 'none'])('does not go with %s', (fit) => {
    const { recipe, problems } = readRecipe('caffe', { fit }, meanImage)
    expect(recipe).toBeNull()
    expect(problems).toEqual({ fit: 'A mean image needs squash' })
  })

  it('is not what is wrong with a crop', () => {
    expect(readRecipe('caffe', { crop: '288' }, meanImage).problems).toEqual({
      crop: 'Does not fit into the resized image',
    })
  })

  it('stands where nonsense may have been typed', () => {
    expect(readRecipe('caffe', { mean: '1,,3' }, meanImage)).toMatchObject({ overrides: { meanImage }, problems: {} })
    expect(Object.keys(readRecipe('caffe', { mean: '1,,3', std: '' }, meanImage).problems)).toEqual(['std'])
  })

  it('is no text', () => {
    expect(recipeTexts({ crop: 99, meanImage })).toEqual({ crop: '99' })
  })
})

describe('what the preset says', () => {
  it('follows the crop where Inception does', () => {
    expect(presetTexts('inception', { crop: '128' })).toMatchObject({ resize: '146', crop: '299' })
    expect(presetTexts('inception', { crop: '512' })).toMatchObject({ resize: '585' })
    expect(presetTexts('inception', { crop: 'x' })).toMatchObject({ resize: '341' })
  })

  it('stays where the crop does not fit', () => {
    expect(presetTexts('torchvision', { crop: '300' })).toMatchObject({ resize: '256', crop: '224' })
  })

  it('reads as it was written', () => {
    const recipe = resolveRecipe('caffe')
    expect(readRecipe('torchvision', recipeTexts(recipe)).recipe).toEqual(recipe)
  })
})

it('makes nothing of a recipe that no image can satisfy', () => {
  expect(resolveOrNull('torchvision', { crop: 300 })).toBeNull()
  expect(resolveOrNull('torchvision', { crop: 300, resize: 300 })).toMatchObject({ crop: 300 })
})

it('compares values, not the way they are written', () => {
  expect(sameValue('mean', '1, 2, 3.0', '1,2,3')).toBe(true)
  expect(sameValue('crop', '224', '224.')).toBe(true)
  expect(sameValue('crop', '224', '')).toBe(false)
})

it('changes one channel of three', () => {
  expect(withPart('1,2,3', 1, '4,5')).toBe('1,4.5,3')
})
