import { expect, it, vi } from 'vitest'
import { newEngine, sampleEngine, sampleRun, windowDoor } from '../../testing/engine.ts'
import { patient } from '../../testing/patience.ts'
import { sampleModel } from '../../testing/sample.ts'
import { SweepResults } from './sweep-results.svelte.ts'

const until = <T>(condition: () => T) => vi.waitUntil(condition, patient(10_000))
const top1 = { y: 'top1', classes: [] } as const

it('keeps a curve as long as its measure is the same, and shows the last one, by its own name, until the next is known', async () => {
  const engine = await sampleEngine()
  const { recipe = {} } = sampleRun(99)
  const shared = { dataset: 'sample', asIndexed: true, limit: 6, threads: 1, recipe }
  const sizes = [128, 110].map((resize) => ({ resize, crop: 99 }))
  const { sweep } = await engine.call('sweeps.start', { ...shared, models: [{ file: sampleModel(99) }], sizes })
  const { runs } = await engine.call('sweeps.get', { sweep })
  for (const { run } of runs) await engine.call('runs.wait', { run })

  const results = new SweepResults(windowDoor(engine), sweep)
  const curve = results.curve(top1)
  curve.follow(12)
  expect((await until(() => curve.value)).lines).toEqual(await engine.call('sweeps.curve', { sweep, y: 'top1' }))
  expect(results.curve({ y: 'top1', classes: [] })).toBe(curve)

  const ofClasses = results.curve({ y: 'classes', classes: [0, 1] })
  expect(ofClasses.value).toBe(curve.value)
  ofClasses.follow(12)
  await until(() => ofClasses.value !== curve.value)
  expect(ofClasses.value).toMatchObject({ y: 'classes', classes: [0, 1] })
  expect(results.curve({ y: 'classes', classes: [0] })).not.toBe(ofClasses)
})

it('marks two runs at most', () => {
  const results = new SweepResults(windowDoor(newEngine()), 1)
  const marked = [3, 4, 5, 4, 5].map((run) => {
    results.mark(run)
    return results.marked
  })
  expect(marked).toEqual([[3], [3, 4], [4, 5], [5], []])
})
