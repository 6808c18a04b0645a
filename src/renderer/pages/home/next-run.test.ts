import { expect, it } from 'vitest'
import type { DatasetSummary } from '../../../shared/dataset.ts'
import type { ModelSummary } from '../../../shared/model.ts'
import { nextRun } from './next-run.ts'

const dataset = (name: string, day: number) => ({ name, indexedAt: `2026-05-0${day}T12:00:00.000Z` }) as DatasetSummary
const model = (id: number, side: number | null = 224) =>
  ({ model: id, sha256: `sha of ${id}`, width: side, height: side }) as ModelSummary
const run = (name: string, id: number) => ({ dataset: name, modelSha256: `sha of ${id}` })

it('takes the newest dataset and the first model', () => {
  const [old, recent] = [dataset('old', 1), dataset('recent', 2)]
  expect(nextRun([recent, old], [model(2), model(1)], [])).toEqual({ dataset: recent, model: model(1) })
})

it('takes the model that sees most', () => {
  const models = [model(1, 99), model(2, 227), model(3, null)]
  expect(nextRun([dataset('only', 1)], models, [])?.model.model).toBe(2)
})

it('takes a model that was not tried on that dataset', () => {
  const only = dataset('only', 1)
  const models = [model(1), model(2)]
  expect(nextRun([only], models, [run('only', 1)])).toEqual({ dataset: only, model: model(2) })
  expect(nextRun([only], models, [run('another', 1)])).toEqual({ dataset: only, model: model(1) })
})

it('has nothing to offer where all was tried, or nothing is there', () => {
  expect(nextRun([dataset('only', 1)], [model(1)], [run('only', 1)])).toBeNull()
  expect(nextRun([], [model(1)], [])).toBeNull()
  expect(nextRun([dataset('only', 1)], [], [])).toBeNull()
})
