import { describe, expect, it } from 'vitest'
import { resolveRecipe } from '../../shared/presets.ts'
import type { RecipeSuggestion } from '../../shared/recipe-suggestion.ts'
import type { WindowInput } from '../../shared/window-contract.ts'
import { newEngine, windowDoor } from '../../testing/engine.ts'
import { beginDraft } from './begin-draft.ts'
import { RunDraft } from './run-draft.svelte.ts'

const slim: RecipeSuggestion = {
  preset: 'inception',
  recipe: { crop: 128 },
  classOffset: -1,
  layout: 'NHWC',
  because: 'It looks like one of the slim models.',
}

describe('a field', () => {
  it('says what the preset does until it is stated, and again once it is reset', () => {
    const draft = new RunDraft(1, 1)
    draft.choosePreset('inception')
    expect([draft.text('crop'), draft.text('resize')]).toEqual(['299', '341'])
    draft.state('crop', '128')
    expect([draft.text('crop'), draft.text('resize')]).toEqual(['128', '146'])
    expect([draft.isChanged('crop'), draft.isChanged('resize')]).toEqual([true, false])
    expect(draft.reading.recipe).toEqual(resolveRecipe('inception', { crop: 128 }))
    draft.reset('crop')
    expect([draft.text('crop'), draft.isChanged('crop')]).toEqual(['299', false])
    expect(draft.reading.recipe).toEqual(resolveRecipe('inception'))
  })

  it('stays as it was changed when another preset is chosen; all else follows', () => {
    const draft = new RunDraft(1, 1)
    draft.state('mean', '1,2,3')
    // Typed, but what the preset says anyway.
    draft.state('crop', '224.0')
    expect(draft.isChanged('crop')).toBe(false)
    draft.choosePreset('caffe')
    expect(draft.reading.overrides).toEqual({ mean: [1, 2, 3] })
    expect(draft.reading.recipe).toEqual(resolveRecipe('caffe', { mean: [1, 2, 3] }))
  })
})

describe('a suggestion', () => {
  it('fills in the recipe and what the model leaves open, and leaves the other settings alone', () => {
    const draft = new RunDraft(1, 1)
    draft.state('mean', '1,2,3')
    draft.set('name', 'first try')
    draft.suggest(slim)
    expect(draft.reading).toMatchObject({ overrides: { crop: 128 }, recipe: resolveRecipe('inception', { crop: 128 }) })
    expect(draft.settings).toMatchObject({ name: 'first try', classOffset: '-1', layout: 'NHWC', outputKind: '' })
    draft.suggest({ preset: 'torchvision', recipe: {}, because: 'Another model was chosen.' })
    expect(draft.reading.overrides).toEqual({})
    expect(draft.settings).toMatchObject({ name: 'first try', classOffset: '', layout: '' })
  })

  it('names the preset that it starts from, and whether it changes anything of that', () => {
    const draft = new RunDraft(1, 1)
    expect(draft.suggestedPreset).toBeNull()
    draft.suggest(slim)
    expect(draft.suggestedPreset).toEqual({ preset: 'inception', changed: true })
    draft.suggest({ ...slim, recipe: { crop: 299 } })
    expect(draft.suggestedPreset).toEqual({ preset: 'inception', changed: false })
  })

  it('that comes late is filled in where nothing was typed, else offered', () => {
    const draft = new RunDraft(1, 1)
    draft.set('name', 'first try')
    draft.offer(slim)
    expect(draft.isAsSuggested).toBe(true)
    const edits: ((draft: RunDraft) => void)[] = [
      (form) => form.state('crop', '96'),
      (form) => form.choosePreset('caffe'),
      (form) => form.set('layout', 'NCHW'),
    ]
    for (const edit of edits) {
      const edited = new RunDraft(1, 1)
      edit(edited)
      const { preset, stated, settings } = edited
      edited.offer(slim)
      expect(edited).toMatchObject({ preset, stated, settings, suggestion: slim })
      // Another model starts from a suggestion of its own.
      edited.chooseModel(2)
      edited.offer(slim)
      expect(edited).toMatchObject({ model: 2, preset: 'inception', stated: { crop: '128' } })
      expect(edited.settings.layout).toBe('NHWC')
    }
  })

  it('is what the recipe is, however it is stated', () => {
    const draft = new RunDraft(1, 1)
    expect(draft.isAsSuggested).toBe(false)
    draft.suggest(slim)
    expect(draft.isAsSuggested).toBe(true)
    draft.state('resize', '160')
    expect(draft.isAsSuggested).toBe(false)
    draft.state('resize', ' 146 ')
    expect(draft.isAsSuggested).toBe(true)
    draft.state('crop', 'many')
    expect(draft.isAsSuggested).toBe(false)
  })

  it('that cannot be satisfied is a problem of the form, like one that was typed', () => {
    const draft = new RunDraft(1, 1)
    draft.suggest({ preset: 'torchvision', recipe: { crop: 300 }, because: 'A file says so.' })
    expect(draft.isAsSuggested).toBe(false)
    expect(draft.problems).toEqual(['Crop: Does not fit into the resized image'])
    draft.state('resize', '300')
    expect([draft.isAsSuggested, draft.problems]).toEqual([false, []])
  })
})

describe('a mean image', () => {
  const image = { sha256: 'a'.repeat(64), name: 'mean.binaryproto' }
  const chosen = { ...image, height: 128, width: 128, channelMeans: [104, 117, 123] satisfies [number, number, number] }
  const caffe: RecipeSuggestion = {
    preset: 'caffe',
    recipe: { resize: 128, crop: 99, meanImage: image },
    because: 'It was added with the network.',
  }

  it('that is suggested is taken, can be removed, and taken back', () => {
    const draft = new RunDraft(1, 1)
    draft.suggest(caffe)
    expect(draft.meanImage).toEqual(image)
    expect(draft.isAsSuggested).toBe(true)
    expect(draft.request('sample')).toMatchObject({ preset: 'caffe', recipe: caffe.recipe })
    draft.removeMeanImage()
    expect(draft.isAsSuggested).toBe(false)
    expect(draft.request('sample')?.recipe).toEqual({ resize: 128, crop: 99 })
    draft.chooseMeanImage(chosen)
    expect(draft.isAsSuggested).toBe(true)
    // Where there is one, the mean of each channel means nothing.
    draft.state('mean', '1,2,3')
    expect(draft.isAsSuggested).toBe(true)
  })

  it('of one pixel is the mean of each channel', () => {
    const draft = new RunDraft(1, 1)
    draft.choosePreset('caffe')
    draft.chooseMeanImage({ ...chosen, width: 1, height: 1, channelMeans: [104, 117.5, 123] })
    expect(draft.meanImage).toBeNull()
    expect(draft.reading.recipe).toEqual(resolveRecipe('caffe', { mean: [104, 117.5, 123] }))
  })

  it('is told apart from another of its name', () => {
    const draft = new RunDraft(1, 1)
    draft.suggest(caffe)
    draft.chooseMeanImage({ ...chosen, sha256: 'b'.repeat(64) })
    expect(draft.isAsSuggested).toBe(false)
  })

  it('that nobody suggested goes with the next suggestion', () => {
    const draft = new RunDraft(1, 1)
    draft.suggest({ ...caffe, recipe: { resize: 128, crop: 99 } })
    expect(draft.isAsSuggested).toBe(true)
    draft.chooseMeanImage(chosen)
    expect(draft.isAsSuggested).toBe(false)
    draft.suggest(slim)
    expect(draft.meanImage).toBeNull()
    expect(draft.isAsSuggested).toBe(true)
  })

  it('that is chosen decides the size, and needs squash', () => {
    const draft = new RunDraft(1, 1)
    draft.choosePreset('caffe')
    draft.state('crop', '111')
    draft.chooseMeanImage(chosen)
    expect(draft.reading.recipe).toEqual(resolveRecipe('caffe', { resize: 128, crop: 111, meanImage: image }))
    expect(draft.isChanged('resize')).toBe(true)
    draft.state('fit', 'shortest')
    expect(draft.problems).toEqual(['Fit: A mean image needs squash'])
    expect(draft.request('sample')).toBeNull()
    draft.removeMeanImage()
    expect(draft.problems).toEqual([])
  })

  it('that is chosen or removed stands against a suggestion that comes late', () => {
    const edits: ((draft: RunDraft) => void)[] = [
      (draft) => draft.chooseMeanImage({ ...chosen, sha256: 'b'.repeat(64) }),
      (draft) => draft.removeMeanImage(),
    ]
    for (const edit of edits) {
      const draft = new RunDraft(1, 1)
      edit(draft)
      const { meanImage } = draft
      draft.offer(caffe)
      expect(draft).toMatchObject({ meanImage, suggestion: caffe, isAsSuggested: false })
    }
  })
})

describe('the request', () => {
  it('is none while something is missing or makes no sense, and each problem is said', () => {
    const draft = new RunDraft(null, null)
    expect(draft.request('sample')).toBeNull()
    draft.model = 7
    expect(draft.request(undefined)).toBeNull()
    expect(draft.request('sample')).toEqual({
      dataset: 'sample',
      model: 7,
      preset: 'torchvision',
      recipe: {},
      provider: 'auto',
    })
    draft.set('batch', '0')
    expect(draft.request('sample')).toBeNull()
    draft.state('crop', '300')
    expect(draft.summary).toBeNull()
    expect(draft.problems).toEqual([
      'Crop: Does not fit into the resized image',
      'Batch: A whole number from 1 to 4096',
    ])
    draft.set('batch', '')
    expect(draft.request('sample')).toBeNull()
    draft.state('resize', '300')
    expect(draft.problems).toEqual([])
    expect(draft.request('sample')).toMatchObject({ recipe: { crop: 300, resize: 300 } })
  })

  it('starts the run that the form shows', async () => {
    const engine = newEngine()
    const door = windowDoor(engine)
    const { dataset, models } = await door.call('sample.add', {})
    const model = models[0]?.model ?? 0
    const draft = new RunDraft(dataset.dataset, model)
    draft.suggest(await door.call('models.suggestRecipe', { model }))
    draft.state('channels', 'BGR')
    draft.set('limit', '3')
    draft.set('name', 'colours swapped')
    const request = draft.request(dataset.name)
    if (!request) throw new Error('the form is complete')
    const { run } = await door.call('runs.start', request)
    expect(await engine.call('runs.get', { run })).toMatchObject({
      name: 'colours swapped',
      dataset: dataset.name,
      limit: 3,
      recipe: draft.reading.recipe,
    })
    expect(draft.reading.recipe).toMatchObject({ fit: 'squash', channels: 'BGR' })
  })
})

describe('the form of another run', () => {
  it('asks for what the run recorded, whatever is suggested for its model', async () => {
    const engine = newEngine()
    const door = windowDoor(engine)
    const { dataset, models } = await door.call('sample.add', {})
    const { model } = models[1] ?? { model: 0 }
    const asked: WindowInput<'runs.start'> = {
      dataset: dataset.name,
      model,
      preset: 'caffe',
      recipe: { resize: 128, crop: 99, std: [2, 2, 2] },
      provider: 'cpu',
      batch: 3,
      threads: 1,
      cache: false,
      memoryLimit: 2_000_000_000,
      limit: 4,
      outputOrder: { order: 'outputs-matched', classes: [1, 0, ...Array.from({ length: 10 }, (_, i) => i + 2)] },
    }
    const { run } = await door.call('runs.start', { ...asked, name: 'first' })
    const first = await engine.call('runs.wait', { run })
    const library = { datasets: [dataset], models, evaluated: () => first }
    const draft = beginDraft({ dataset: null, model: null, like: run, asked: null }, library)
    draft.offer(await door.call('models.suggestRecipe', { model }))
    expect(draft).toMatchObject({ preset: 'caffe', isAsSuggested: false, problems: [] })
    expect([draft.isChanged('std'), draft.isChanged('channels')]).toEqual([true, false])
    const request = draft.request(dataset.name)
    if (!request) throw new Error('the form is complete')
    const second = await door.call('runs.start', request)
    const { recipe, provider, batch, threads, cache, memoryLimit, limit, classOffset, layout, output, outputKind } =
      first
    expect(first.outputOrder).toEqual(asked.outputOrder)
    expect(await engine.call('runs.get', second)).toMatchObject({
      name: 'sample_net_99 128/99',
      model: first.model,
      dataset: first.dataset,
      recipe,
      provider,
      batch,
      threads,
      cache,
      memoryLimit,
      limit,
      classOffset,
      layout,
      output,
      outputKind,
      outputOrder: first.outputOrder,
    })
    draft.keepsOrder = false
    expect(draft.request(dataset.name)?.outputOrder).toBeUndefined()
    // Another model has other outputs.
    draft.keepsOrder = true
    draft.chooseModel(models[0]?.model ?? 0)
    expect(draft.request(dataset.name)?.outputOrder).toBeUndefined()
  })
})
