import { expect, it } from 'vitest'
import { evaluate, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { runDifferences } from './run-differences.ts'

it('names what two runs do not have in common, and nothing else', async () => {
  const engine = await sampleEngine()
  const [large, small] = [
    await evaluate(engine, sampleRun(227, { limit: 2, batch: 2 })),
    await evaluate(engine, sampleRun(99, { limit: 2, batch: 1 })),
  ]
  expect(runDifferences(large, large)).toEqual([])
  expect(runDifferences(large, { ...large, output: 'aux' })).toEqual([
    { what: 'Output', first: 'logits', second: 'aux' },
  ])
  expect(runDifferences(large, small)).toEqual([
    { what: 'Model', first: 'sample_net_227', second: 'sample_net_99' },
    { what: 'Resize', first: '256', second: '128' },
    { what: 'Crop', first: '227', second: '99' },
    { what: 'Batch', first: '2', second: '1' },
  ])
})
