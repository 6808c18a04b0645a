import { expect, it, vi } from 'vitest'
import { evaluate, newEngine, sampleEngine, sampleRun, windowDoor } from '../../testing/engine.ts'
import { patient } from '../../testing/patience.ts'
import { sampleDataset } from '../../testing/sample.ts'
import { noFilter } from '../lib/error-filter.ts'
import { RunResults } from './run-results.svelte.ts'

const resultsOf = (run: number, engine = newEngine()) => new RunResults(windowDoor(engine), run)

const until = <T>(condition: () => T) => vi.waitUntil(condition, patient(10_000))

it('keeps the list of errors as long as its filter is the same', () => {
  const results = resultsOf(1)
  const list = results.errors({ ...noFilter, label: 3 })
  expect(results.errors({ ...noFilter, label: 3 })).toBe(list)
  const other = results.errors({ ...noFilter, label: 3, predicted: 0 })
  expect(other).not.toBe(list)
  expect(other.filter).toEqual({ ...noFilter, label: 3, predicted: 0 })
})

it('counts by confidence anew when the choice of images changes, not when their range or order does', async () => {
  const engine = await sampleEngine()
  const { run, images, top1Correct } = await evaluate(engine, sampleRun(99, { limit: 40 }))
  const results = resultsOf(run, engine)
  const all = results.errorConfidences(noFilter)
  all.follow(40)
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  expect(sum(await until(() => all.value))).toBe(images.evaluated - top1Correct)
  expect(results.errorConfidences({ ...noFilter, from: 0.4, to: 0.5, order: 'file', reversed: true })).toBe(all)
  const none = results.errorConfidences({ ...noFilter, text: 'no class, no file' })
  expect(none.value).toBe(all.value)
  none.follow(40)
  await until(() => none.value && sum(none.value) === 0)
})

it('keeps a class as long as it is the one that is looked at', () => {
  const results = resultsOf(1)
  const one = results.class(3)
  expect(results.class(3)).toBe(one)
  expect(results.class(4)).not.toBe(one)
})

it('is asked for again, classes and errors, when another engine has started', async () => {
  const engine = newEngine()
  const results = resultsOf(1, engine)
  const list = results.errors(noFilter)
  const { ids } = list
  results.classes.follow(0)
  ids.follow(0)
  list.want([1])
  for (const asked of [results.classes, ids, list]) expect(await until(() => asked.failure)).toMatch(/no run 1/)

  await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
  const { run, images, top1Correct } = await evaluate(engine, sampleRun(99, { limit: 40 }))
  expect(run).toBe(1)
  results.renew()
  expect(await until(() => results.classes.value)).toEqual(await engine.call('results.classes', { run }))
  expect(await until(() => ids.value)).toHaveLength(images.evaluated - top1Correct)
  expect(await until(() => list.row(1))).toBeDefined()
  expect([results.classes.failure, ids.failure, list.failure]).toEqual([null, null, null])
})
