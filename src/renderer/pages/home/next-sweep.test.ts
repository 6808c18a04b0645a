import { expect, it } from 'vitest'
import type { DatasetSummary } from '../../../shared/dataset.ts'
import type { ModelSummary } from '../../../shared/model.ts'
import { nextSweep, openStep } from './next-sweep.ts'

const dataset = (name: string, day: number) => ({ name, indexedAt: `2026-05-0${day}T12:00:00.000Z` }) as DatasetSummary
const model = (id: number, side: number | null) => ({ model: id, width: side, height: side }) as ModelSummary

it('is of the newest dataset and the model that sees most, at its own crop and smaller ones', () => {
  const [old, recent] = [dataset('old', 1), dataset('recent', 2)]
  const [small, large] = [model(1, 99), model(2, 227)]
  expect(nextSweep([old, recent], [small, large])).toEqual({
    dataset: recent,
    model: large,
    sizes: '227, 160, 128, 99',
  })
})

it('is of a model that takes any size, where there is one', () => {
  const any = model(3, null)
  const found = nextSweep([dataset('only', 1)], [model(1, 99), model(2, 227), any])
  expect(found).toMatchObject({ model: any, sizes: '224, 160, 128, 99' })
})

it('begins at the own crop of each model, and goes no smaller than there are sizes', () => {
  const sizes = (side: number) => nextSweep([dataset('only', 1)], [model(1, side)])?.sizes
  expect([384, 299, 128, 99, 32].map(sizes)).toEqual([
    '384, 240, 160, 128',
    '299, 160, 128, 99',
    '128, 99, 64, 48',
    '99, 64, 48, 32',
    '32',
  ])
})

it('there is none before there is a dataset and a model', () => {
  expect(nextSweep([], [model(1, 224)])).toBeNull()
  expect(nextSweep([dataset('only', 1)], [])).toBeNull()
  expect(openStep({ datasets: [], models: [], sweeps: [] })).toBe('datasets')
  expect(openStep({ datasets: [1], models: [], sweeps: [] })).toBe('models')
  expect(openStep({ datasets: [1], models: [1], sweeps: [] })).toBe('sweeps')
  expect(openStep({ datasets: [1], models: [1], sweeps: [1] })).toBeNull()
})
