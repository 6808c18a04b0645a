import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleModel } from '../../../testing/sample.ts'
import { openDatabase } from '../db/index.ts'

it('records what else went on in the home while a speed was measured, or that nothing did', async () => {
  const home = temporaryFolder()
  const engine = await sampleEngine(home)
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

  // And as runs of another process are: one at work, which disturbs, and one that waits.
  const [working = 0, waiting = 0] = runs.map(({ run }) => run)
  db.runs.setStatus(working, 'running')
  db.runs.setStatus(waiting, 'queued')
  const held = [working, waiting].map((run) => db.locks.take(`run:${run}`, ''))
  const measuring = { batches: [1], threads: 1, repetitions: 1 }
  const { results } = await engine.call('bench.model', { model: sampleModel(99), ...measuring })
  expect(results[0]?.disturbedBy).toEqual([`run ${working}`])
  for (const lock of held) lock.release()
})
