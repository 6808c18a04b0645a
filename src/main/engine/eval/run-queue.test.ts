import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleDataset, sampleModel } from '../../../testing/sample.ts'
import { findResources } from '../../resources.ts'
import { openDatabase } from '../db/index.ts'
import { describeMachine } from '../diagnose.ts'
import { indexDataset } from '../indexing/index.ts'
import { prepareRun } from './prepare-run.ts'
import { RunQueue } from './run-queue.ts'

async function setUp() {
  const home = temporaryFolder()
  const file = path.join(home, 'acuity.db')
  const db = openDatabase(file)
  await indexDataset(
    { folder: sampleDataset, name: 'sample' },
    {
      db,
      canonicalClasses: path.join(findResources(), 'imagenet-classes.txt'),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    },
  )
  const queue = new RunQueue({
    db,
    caches: { models: path.join(home, 'cache'), crops: path.join(home, 'crops') },
    onProgress: () => undefined,
    onChange: () => undefined,
    onFinish: () => undefined,
  })
  const newRun = () =>
    prepareRun(db, describeMachine(db), {
      dataset: 'sample',
      model: sampleModel(99),
      preset: 'torchvision',
      recipe: { fit: 'squash', resize: 128, crop: 99 },
      provider: 'cpu',
      limit: 30,
      batch: 1,
      cache: false,
    })
  return { db, file, queue, newRun }
}

it('goes on with the next run whatever becomes of one, and lets go of its lock', async () => {
  const { db, file, queue, newRun } = await setUp()
  const [first, second] = [await newRun(), await newRun()]
  // The first run's row is broken under its feet: it can neither begin nor end properly.
  const vandal = new Sqlite(file)
  vandal.pragma('foreign_keys = OFF')
  queue.enqueue(first)
  queue.enqueue(second)
  vandal.prepare('DELETE FROM runs WHERE id = ?').run(first)
  vandal.close()
  await expect(queue.wait(first)).rejects.toThrow(/no run/)
  expect(await queue.wait(second)).toMatchObject({ status: 'done', images: { evaluated: 30 } })
  expect(db.locks.held(`run:${first}`)).toBe(false)
  await queue.close()
  db.close()
})

it('writes nothing more once another process has taken the run', async () => {
  const { db, file, queue, newRun } = await setUp()
  const run = await newRun()
  queue.enqueue(run)
  const thief = new Sqlite(file)
  thief.prepare("UPDATE locks SET owner = 'another' WHERE name = ?").run(`run:${run}`)
  await queue.wait(run)
  expect(db.runs.get(run)).toMatchObject({ status: 'running', evaluated: 0 })
  expect(thief.prepare('SELECT COUNT(*) FROM predictions').pluck().get()).toBe(0)
  expect(thief.prepare('SELECT owner FROM locks WHERE name = ?').pluck().get(`run:${run}`)).toBe('another')
  thief.close()
  await queue.close()
  db.close()
})

it('ends what waits without starting it when it is closed', async () => {
  const { db, queue, newRun } = await setUp()
  const runs = [await newRun(), await newRun()]
  for (const run of runs) queue.enqueue(run)
  expect(() => queue.enqueue(runs[0] ?? 0)).toThrow(/in use/)
  await queue.close()
  expect(runs.map((run) => db.runs.get(run)?.status)).toEqual(['interrupted', 'interrupted'])
  db.close()
})

it('ends a run that waits as soon as it is cancelled, and lets it be resumed', async () => {
  const { db, queue, newRun } = await setUp()
  const [first, second] = [await newRun(), await newRun()]
  queue.enqueue(first)
  queue.enqueue(second)
  queue.cancel(second)
  expect(await queue.wait(second)).toMatchObject({ status: 'interrupted', images: { evaluated: 0 } })
  expect(db.runs.get(first)?.status).not.toBe('done')
  queue.enqueue(second)
  expect(await queue.wait(first)).toMatchObject({ status: 'done' })
  expect(await queue.wait(second)).toMatchObject({ status: 'done', images: { evaluated: 30 } })
  await queue.close()
  db.close()
})

it('says that a run of another process must be cancelled there', async () => {
  const { db, queue, newRun } = await setUp()
  const run = await newRun()
  const lock = db.locks.take(`run:${run}`, 'The run')
  expect(() => queue.cancel(run)).toThrow(/goes on in another Acuity/)
  lock.release()
  expect(() => queue.cancel(run)).not.toThrow()
  await queue.close()
  db.close()
})
