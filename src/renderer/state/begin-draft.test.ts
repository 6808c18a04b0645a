import { expect, it } from 'vitest'
import { newEngine, windowDoor } from '../../testing/engine.ts'
import { beginDraft } from './begin-draft.ts'

const anything = { dataset: null, model: null, like: null, asked: null }

it('begins with what the address names, else with the newest', async () => {
  const { dataset, models } = await windowDoor(newEngine()).call('sample.add', {})
  const [first, second] = models
  if (!first || !second) throw new Error('the sample has two models')
  const aged = [
    { ...first, addedAt: '2026-02-01T00:00:00.000Z' },
    { ...second, addedAt: '2026-01-01T00:00:00.000Z' },
  ]
  const library = { datasets: [dataset], models: aged, evaluated: () => undefined }
  expect(beginDraft(anything, library)).toMatchObject({ dataset: dataset.dataset, model: first.model })
  expect(beginDraft({ ...anything, model: second.model }, library).model).toBe(second.model)
  // What is gone is named by no address.
  expect(beginDraft({ dataset: 66, model: 77, like: null, asked: null }, library)).toMatchObject({
    dataset: dataset.dataset,
    model: first.model,
  })
  // A run that is gone is like none.
  expect(beginDraft({ ...anything, like: 7 }, library).model).toBe(first.model)
  expect(beginDraft(anything, { ...library, datasets: [], models: [] })).toMatchObject({ dataset: null, model: null })
})
