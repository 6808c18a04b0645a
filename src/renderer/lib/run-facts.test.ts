import { expect, it } from 'vitest'
import { evaluate, newEngine, sampleRun } from '../../testing/engine.ts'
import { sampleDataset } from '../../testing/sample.ts'
import { UNKNOWN } from './format.ts'
import { runFacts } from './run-facts.ts'

it('says of a run that has not worked yet that its time and memory are unknown, not 0', async () => {
  const engine = newEngine()
  await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
  const done = await evaluate(engine, sampleRun(99, { limit: 8 }))
  const measured = values(done)
  expect(measured['Active time']).toMatch(/\d.m?s$/)
  expect(measured['Peak memory']).toMatch(/\d.[MG]B$/)
  expect(values({ ...done, finishedAt: null, wallSeconds: 0, peakRssBytes: null })).toMatchObject({
    Finished: UNKNOWN,
    'Active time': UNKNOWN,
    'Peak memory': UNKNOWN,
  })
})

const values = (run: Parameters<typeof runFacts>[0]) =>
  Object.fromEntries(runFacts(run).map(({ term, value }) => [term, value]))
