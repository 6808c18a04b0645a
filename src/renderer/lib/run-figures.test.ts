import { expect, it } from 'vitest'
import type { RunProgress } from '../../shared/run.ts'
import { evaluate, sampleEngine, sampleRun } from '../../testing/engine.ts'
import { summaryNow } from './run-figures.ts'
import { runFields } from './table-fields.ts'

it('a copied run that goes on has the name and the figures that are shown of it', async () => {
  const engine = await sampleEngine()
  const committed = await evaluate(engine, sampleRun(99, { limit: 8 }))
  expect(summaryNow(committed, undefined)).toEqual(committed)

  const { run, speed } = committed
  const progress: RunProgress = {
    run,
    speed,
    phase: 'evaluating',
    etaSeconds: 1,
    indexed: 8,
    evaluated: 4,
    skipped: 1,
    top1Correct: 1,
    top5Correct: 4,
    unanswered: 0,
    warnings: ['odd'],
    top1: 0.25,
    top5: 1,
    ci: { top1: [0.05, 0.7], top5: [0.5, 1] },
  }
  const now = summaryNow(committed, progress)
  const cells = Object.fromEntries(runFields.map(([{ name }, read]) => [name, read(now)]))
  const { name, createdAt: started } = committed
  expect(cells).toMatchObject({
    name,
    started,
    images: 4,
    skipped: 1,
    top1: 0.25,
    top1_err: 0.75,
    top1_lo: 0.05,
    top5: 1,
  })
})
