import { describe, expect, it } from 'vitest'
import { resolveRecipe } from '../../../shared/presets.ts'
import type { RecipeSuggestion } from '../../../shared/recipe-suggestion.ts'
import { SweepDraft } from './sweep-draft.svelte.ts'

const caffe: RecipeSuggestion = { preset: 'caffe', recipe: {}, because: 'It is a Caffe network.' }

/** A form with one model, whose suggestion has come, and sizes. */
function filled(sizes: string): SweepDraft {
  const draft = new SweepDraft(1, 7, sizes)
  draft.suggestion = caffe
  return draft
}

describe('the sizes', () => {
  it('are cut by the ratio of what is suggested, of the preset that is chosen, or as is typed', () => {
    const draft = filled('227, 128/99')
    const sizes = () => draft.request(1)?.sizes?.map(({ resize, crop }) => `${resize}/${crop}`)
    expect(sizes()).toEqual(['256/227', '128/99'])
    draft.choosePreset('torchvision')
    expect(resolveRecipe('torchvision')).toMatchObject({ resize: 256, crop: 224 })
    expect(sizes()).toEqual(['259/227', '128/99'])
    draft.ratioText = '1'
    expect(sizes()).toEqual(['227/227', '128/99'])
  })

  it('are not known before the suggestion is, and as the command line has them where there is none', () => {
    const draft = new SweepDraft(1, 7, '224')
    expect(draft.request(1)).toBeNull()
    draft.suggestion = null
    expect(draft.request(1)?.sizes).toEqual([{ resize: 256, crop: 224 }])
  })
})

describe('the request', () => {
  it('is of every model that is ticked, and states nothing that was left open', () => {
    const draft = filled('256/227')
    draft.tick(9, true)
    expect(draft.request('val')).toEqual({
      dataset: 'val',
      models: [{ file: 7 }, { file: 9 }],
      sizes: [{ resize: 256, crop: 227 }],
      provider: 'auto',
    })
    draft.choosePreset('timm')
    draft.set('limit', '50')
    draft.set('cache', 'off')
    draft.set('name', ' by night ')
    expect(draft.request('val')).toMatchObject({ preset: 'timm', limit: 50, cache: false })
    expect(draft.request('val')).not.toHaveProperty('name')
    expect(draft.name).toBe('by night')
  })

  it('has what is stated over its preset, which another preset keeps and none drops', () => {
    const draft = filled('227')
    draft.choosePreset('caffe')
    draft.recipe?.state('channels', 'RGB')
    draft.recipe?.state('resampler', 'opencv-linear')
    draft.choosePreset('torchvision')
    expect(draft.request(1)).toMatchObject({ preset: 'torchvision', recipe: { channels: 'RGB' } })
    draft.recipe?.state('mean', '104,117,x')
    expect(draft.request(1)).toBeNull()
    draft.choosePreset(null)
    expect(draft.request(1)).not.toHaveProperty('recipe')
  })

  it.each<[string, (draft: SweepDraft) => unknown]>([
    ['no size', (draft) => (draft.sizes = ' ,')],
    ['a size that makes no sense', (draft) => (draft.sizes = '227, x')],
    ['no model', (draft) => draft.tick(7, false)],
    ['a setting that makes no sense', (draft) => draft.set('batch', 'x')],
    ['a ratio that makes no sense', (draft) => (draft.ratioText = '2')],
  ])('is none with %s', (_, spoil) => {
    const draft = filled('227')
    expect(draft.request(1)).not.toBeNull()
    spoil(draft)
    expect(draft.request(1)).toBeNull()
  })

  it('waits for the suggestion of another first model, and for none where the first stays', () => {
    const draft = filled('227')
    draft.tick(9, true)
    expect(draft.suggestion).toBe(caffe)
    draft.tick(7, false)
    expect(draft.suggestion).toBeUndefined()
  })
})
