import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { evaluate, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleModel } from '../../../testing/sample.ts'

it('leaves the answers of a sweep packed, and of no other run, once the engine has closed', async () => {
  const home = temporaryFolder()
  const engine = await sampleEngine(home)
  await evaluate(engine, sampleRun(99, { limit: 6 }))
  const { recipe = {} } = sampleRun(99)
  const sizes = [128, 110].map((resize) => ({ resize, crop: 99 }))
  const shared = { dataset: 'sample', asIndexed: true, limit: 6, threads: 1, recipe }
  const { sweep } = await engine.call('sweeps.start', { ...shared, models: [{ file: sampleModel(99) }], sizes })
  const { runs } = await engine.call('sweeps.get', { sweep })
  for (const { run } of runs) await engine.call('runs.wait', { run })
  await engine.close()
  const db = new Sqlite(path.join(home, 'acuity.db'), { readonly: true })
  const packed = db.prepare('SELECT run_id, length(images) / 4 FROM packed_answers ORDER BY run_id').raw().all()
  db.close()
  expect(packed).toEqual(runs.map(({ run }) => [run, 6]))
})
