import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { newEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleDataset, sampleModel } from '../../../testing/sample.ts'
import { openDatabase } from '../db/index.ts'

it('records what else went on in the home while a speed was measured, or that nothing did', async () => {
  const home = temporaryFolder()
  const [engine, other] = [newEngine(home), newEngine(home)]
  await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
  const start = (limit: number) => engine.call('runs.start', sampleRun(99, { limit, threads: 1, cache: false }))
  const speedsOf = async (run: number) => {
    const { speed } = await engine.call('runs.wait', { run })
    return [speed.session, speed.pipeline, speed.decode].map((each) => each?.disturbedBy)
  }

  // As a benchmark and an indexing in other processes have them; a run that waits for its turn disturbs nobody.
  const db = openDatabase(path.join(home, 'acuity.db'))
  onTestFinished(() => db.close())
  const locks = [db.locks.take('bench:of-another', ''), db.locks.take('index:/photos', '')]
  const runs = [await start(2), await start(2)]
  const disturbedBy = ['a benchmark', 'the indexing of /photos']
  expect(await speedsOf(runs[0]?.run ?? 0)).toEqual([disturbedBy, disturbedBy, disturbedBy])
  await speedsOf(runs[1]?.run ?? 0)
  for (const lock of locks) lock.release()
  expect(await speedsOf((await start(2)).run)).toEqual([[], [], []])

  const busy = [await start(240), await start(240), await start(240), await start(240)]
  const { results } = await other.call('bench.model', { model: sampleModel(99), batches: [1], threads: 1 })
  expect(results[0]?.disturbedBy?.join()).toMatch(/^run \d(,run \d)*$/)
  for (const { run } of busy.toReversed()) await engine.call('runs.cancel', { run })
})
