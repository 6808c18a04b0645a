import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { RunProgress } from '../../../shared/run.ts'
import { findResources } from '../../resources.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { sampleModel } from '../../../testing/sample.ts'
import { openDatabase } from '../db/index.ts'
import { describeMachine } from '../home/index.ts'
import { prepareRun } from './prepare-run.ts'
import { RunQueue } from './run-queue.ts'

/** Takes long enough to be stopped on the way: 240 images, one after another. */
const long = {
  model: sampleModel(227),
  recipe: { fit: 'squash', resize: 256, crop: 227 },
  limit: undefined,
} as const

class ProgressWatch {
  readonly #waiting: { run: number; resolve: () => void }[] = []

  tell({ run, evaluated }: RunProgress): void {
    if (evaluated > 0) for (const each of this.#waiting) if (each.run === run) each.resolve()
  }

  /** Resolves when the run has evaluated something, and told of it. */
  evaluated(run: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ run, resolve }))
  }
}

async function setUp() {
  const home = temporaryFolder()
  const file = path.join(home, 'acuity.db')
  await indexSample(home)
  const db = openDatabase(file)
  const progress = new ProgressWatch()
  const newQueue = () =>
    new RunQueue({
      db,
      caches: { models: path.join(home, 'cache'), crops: path.join(home, 'crops'), scratch: path.join(home, 'cache') },
      resources: findResources(),
      onProgress: (now) => progress.tell(now),
      onPlan: () => undefined,
      onChange: () => undefined,
      onFinish: () => undefined,
    })
  const queue = newQueue()
  const newRun = (of: Partial<Parameters<typeof prepareRun>[2]> = {}) =>
    prepareRun(
      db,
      describeMachine(),
      {
        dataset: 'sample',
        model: sampleModel(99),
        preset: 'torchvision',
        recipe: { fit: 'squash', resize: 128, crop: 99 },
        provider: 'cpu',
        threads: 1,
        limit: 30,
        batch: 1,
        cache: false,
        ...of,
      },
      new AbortController().signal,
    )
  return { db, file, queue, newQueue, newRun, progress }
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

it('leaves what waits to the next queue when it is closed, which takes it up in its order', async () => {
  const { db, queue, newRun, newQueue } = await setUp()
  const runs = [await newRun(), await newRun(), await newRun()]
  for (const run of runs) queue.enqueue(run)
  expect(() => queue.enqueue(runs[0] ?? 0)).toThrow(/in use/)
  const last = queue.wait(runs[2] ?? 0)
  await queue.close()
  expect(await last).toMatchObject({ status: 'queued' })
  const [first, second, third] = runs
  expect(runs.map((run) => db.runs.get(run)?.status)).toEqual(['interrupted', 'queued', 'queued'])

  const next = newQueue()
  next.cancel(third ?? 0)
  next.takeUp(true)
  expect(next.state).toEqual({ paused: true, left: true, running: [], waiting: [second] })
  expect(() => queue.cancel(second ?? 0)).toThrow(/in another Acuity/)
  next.unpause()
  expect(next.state).toEqual({ paused: false, left: false, running: [second], waiting: [] })
  next.takeUp(true)
  expect(next.state.paused).toBe(false)
  expect(await next.wait(second ?? 0)).toMatchObject({ status: 'done' })
  expect([first, third].map((run) => db.runs.get(run ?? 0)?.status)).toEqual(['interrupted', 'interrupted'])
  await next.close()
  db.close()
})

it('of a window is found again as it was left: what went on first, in its order, and paused', async () => {
  const { db, queue, newRun, newQueue, progress } = await setUp()
  queue.takeUp(true)
  const [first, second, third] = [await newRun(long), await newRun(), await newRun()]
  const evaluated = progress.evaluated(first)
  queue.enqueueAll([first, second, third])
  queue.move(third, 0)
  await evaluated
  await queue.close()
  expect([first, second, third].map((run) => db.runs.get(run)?.status)).toEqual(['queued', 'queued', 'queued'])
  expect(db.runs.get(first)?.evaluated).toBeGreaterThan(0)

  const next = newQueue()
  next.takeUp(true)
  expect(next.state).toEqual({ paused: true, left: true, running: [], waiting: [first, third, second] })
  // Where an engine dies, a pause goes on with the next one.
  await next.close()
  const after = newQueue()
  after.takeUp(false)
  expect(after.state).toMatchObject({ paused: true, waiting: [first, third, second] })
  after.unpause()
  for (const run of [first, second, third]) expect(await after.wait(run)).toMatchObject({ status: 'done' })
  await after.close()
  db.close()
})

it('takes up what went on where all of Acuity was killed, but not where an engine died of it', async () => {
  const { db, queue, newRun, newQueue } = await setUp()
  const [first, second] = [await newRun(), await newRun()]
  await queue.close()
  const killed = () => {
    db.runs.setStatus(first, 'running')
    db.runs.setStatus(second, 'queued')
    db.queue.write({ runs: [first, second], paused: true })
  }
  killed()
  const next = newQueue()
  next.takeUp(true)
  expect(next.state.waiting).toEqual([first, second])
  await next.close()
  killed()
  const after = newQueue()
  after.takeUp(false)
  expect(after.state.waiting).toEqual([second])
  await after.close()
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

it('lets waiting runs change positions', async () => {
  const { db, queue, newRun } = await setUp()
  const [first, second, third] = [await newRun(), await newRun(), await newRun()]
  for (const run of [first, second, third]) queue.enqueue(run)
  expect(queue.state).toEqual({ paused: false, left: false, running: [first], waiting: [second, third] })
  queue.move(third, 0)
  expect(queue.state.waiting).toEqual([third, second])
  expect(() => queue.move(first, 1)).toThrow(/does not wait/)
  await queue.wait(third)
  expect(queue.state).toMatchObject({ running: [second], waiting: [] })
  expect(await queue.wait(second)).toMatchObject({ status: 'done' })
  expect(queue.state).toEqual({ paused: false, left: false, running: [], waiting: [] })
  await queue.close()
  db.close()
})

it('pauses between batches, and goes on with the same run where it left off', async () => {
  const { db, queue, newRun, progress } = await setUp()
  const [first, second] = [await newRun(long), await newRun()]
  queue.enqueue(first)
  queue.enqueue(second)
  await progress.evaluated(first)
  queue.pause()
  await expect.poll(() => queue.state).toEqual({ paused: true, left: false, running: [], waiting: [first, second] })
  const { status, evaluated = 0 } = db.runs.get(first) ?? {}
  expect(status).toBe('queued')
  expect(evaluated).toBeGreaterThan(0)
  expect(evaluated).toBeLessThan(240)
  expect(db.locks.held(`run:${first}`)).toBe(true)
  queue.unpause()
  expect(queue.state).toEqual({ paused: false, left: false, running: [first], waiting: [second] })
  expect(await queue.wait(first)).toMatchObject({ status: 'done', images: { evaluated: 240 } })
  expect(await queue.wait(second)).toMatchObject({ status: 'done', images: { evaluated: 30 } })
  await queue.close()
  db.close()
})

it('cancels a run that is being paused', async () => {
  const { db, queue, newRun, progress } = await setUp()
  const run = await newRun(long)
  queue.enqueue(run)
  await progress.evaluated(run)
  queue.pause()
  queue.cancel(run)
  expect(await queue.wait(run)).toMatchObject({ status: 'interrupted' })
  expect(queue.state).toEqual({ paused: true, left: false, running: [], waiting: [] })
  await queue.close()
  db.close()
})

it.skipIf(process.platform === 'win32')('fails as soon as its home is gone, and never calls itself done', async () => {
  const { db, file, queue, newRun, progress } = await setUp()
  const [run, waiting] = [await newRun(long), await newRun()]
  queue.enqueue(run)
  queue.enqueue(waiting)
  await progress.evaluated(run)
  rmSync(path.dirname(file), { recursive: true })
  const summary = await queue.wait(run)
  expect(summary).toMatchObject({ status: 'failed', error: { code: 'database-gone' } })
  expect(summary.images.evaluated).toBeLessThan(240)
  // Neither begins what waits, nor makes the folder anew.
  expect(await queue.wait(waiting)).toMatchObject({ status: 'failed', error: { code: 'database-gone' } })
  expect(() => queue.enqueue(run)).toThrow(/was deleted, moved or replaced/)
  expect(existsSync(path.dirname(file))).toBe(false)
  await queue.close()
  db.close()
})
