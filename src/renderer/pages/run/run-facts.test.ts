import { expect, it } from 'vitest'
import type { EvaluatedRun } from '../../../shared/run.ts'
import { evaluate, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { UNKNOWN } from '../../../shared/text.ts'
import { runFacts } from './run-facts.ts'

let run: Promise<EvaluatedRun> | undefined

const aRun = () =>
  (run ??= (async () => {
    const engine = await sampleEngine()
    return evaluate(engine, sampleRun(99, { limit: 8 }))
  })())

it('says of a run that has not worked yet that its time and memory are unknown, not 0', async () => {
  const done = await aRun()
  const measured = values(done)
  expect(measured['Active time']).toMatch(/\d.m?s$/)
  expect(measured['Peak memory']).toMatch(/\d.[MG]B$/)
  expect(values({ ...done, finishedAt: null, wallSeconds: 0, peakRssBytes: null })).toMatchObject({
    Finished: UNKNOWN,
    'Active time': UNKNOWN,
    'Peak memory': UNKNOWN,
  })
})

it('says of a run of a Caffe network where its weights lie, and which mean image was subtracted', async () => {
  const done = await aRun()
  const told = values(done)
  expect(Object.keys(told)).not.toContain('Weights')
  expect(Object.keys(told)).not.toContain('Mean image')
  const recipe = { ...done.recipe, meanImage: { sha256: 'a'.repeat(64), name: 'mean.binaryproto' } }
  const facts = runFacts({ ...done, modelWeights: '/nets/net.caffemodel', recipe })
  expect(facts).toContainEqual({ term: 'Weights', value: '/nets/net.caffemodel' })
  expect(facts).toContainEqual({
    term: 'Mean image',
    value: 'mean.binaryproto',
    note: 'SHA-256 aaaaaaaaaaaa',
    title: 'a'.repeat(64),
  })
})

it('says which output was taken and what it holds, and why', async () => {
  expect(runFacts(await aRun())).toEqual(
    expect.arrayContaining([
      { term: 'Output', value: 'logits', note: 'the only one with scores' },
      {
        term: 'Scores',
        value: '12 logits',
        note: expect.stringMatching(/^Gemm computes them; they add up to /) as string,
      },
    ]),
  )
})

const values = (summary: EvaluatedRun) => Object.fromEntries(runFacts(summary).map(({ term, value }) => [term, value]))
