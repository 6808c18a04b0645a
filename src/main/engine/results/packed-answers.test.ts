import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { evaluate, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { openDatabase } from '../db/index.ts'
import { packedAnswers } from './packed-answers.ts'

const IMAGES = 12

/** A finished run, and a second connection that can turn back what it has done. */
async function finishedRun() {
  const home = temporaryFolder()
  const engine = await sampleEngine(home)
  const { run } = await evaluate(engine, sampleRun(99, { limit: IMAGES }))
  await engine.close()
  const file = path.join(home, 'acuity.db')
  const [db, raw] = [openDatabase(file), new Sqlite(file)]
  onTestFinished(() => {
    raw.close()
    db.close()
  })
  const ids = raw.prepare<[number], number>('SELECT image_id FROM predictions WHERE run_id = ? ORDER BY 1').pluck()
  const all = ids.all(run)
  raw.exec('CREATE TEMP TABLE answered AS SELECT * FROM predictions')
  /** Leaves these predictions, by their positions, as if no others had been made yet. */
  const leave = (positions: readonly number[], status: 'running' | 'done') => {
    raw.exec('DELETE FROM predictions')
    const wanted = JSON.stringify(positions.map((at) => all[at]))
    raw
      .prepare('INSERT INTO predictions SELECT * FROM answered WHERE image_id IN (SELECT value FROM json_each(?))')
      .run(wanted)
    raw.prepare('UPDATE runs SET status = ?, evaluated = ?').run(status, positions.length)
  }
  const kept = () => raw.prepare('SELECT length(images) / 4 FROM packed_answers').pluck().all()
  return { db, run, all, leave, kept }
}

const upTo = (end: number) => Array.from({ length: end }, (_, at) => at)

it('follows a run that goes on, whatever the order of what it commits, and keeps it once it has ended', async () => {
  const { db, run, all, leave, kept } = await finishedRun()
  const rows = vi.spyOn(db.packedAnswers, 'rows')
  const answered = async () => [...(await packedAnswers(db, run, 2)).images].map((image) => all.indexOf(image))

  leave([], 'running')
  expect(await answered()).toEqual([])
  leave([0, 1, 2, 4], 'running')
  expect(await answered()).toEqual([0, 1, 2, 4])
  // Among the last ones: found without reading what was settled.
  rows.mockClear()
  leave(upTo(7), 'running')
  expect(await answered()).toEqual(upTo(7))
  expect(rows.mock.calls[0]?.[1]).toBe(all[1])
  leave([...upTo(7), 8, 9, 10, 11], 'running')
  expect(await answered()).toEqual([...upTo(7), 8, 9, 10, 11])
  // Further back: there are fewer than there should be, so that all are read.
  leave(upTo(IMAGES), 'running')
  expect(await answered()).toEqual(upTo(IMAGES))
  expect(kept()).toEqual([])

  leave(upTo(IMAGES), 'done')
  expect(await answered()).toEqual(upTo(IMAGES))
  expect(kept()).toEqual([IMAGES])
  rows.mockClear()
  expect(await answered()).toEqual(upTo(IMAGES))
  expect(rows).not.toHaveBeenCalled()
})

it('holds what the predictions do, and is not taken for more than it was made of', async () => {
  const { db, run, all, leave, kept } = await finishedRun()
  leave(upTo(5), 'done')
  await packedAnswers(db, run)
  expect(kept()).toEqual([5])
  leave(upTo(IMAGES), 'done')
  const { images, labels, ranks, confidences } = await packedAnswers(db, run)
  const rows = db.predictions.rows(run, all)
  expect([...images].map((image, at) => [image, labels[at], ranks[at], confidences[at]])).toEqual(
    rows.map(({ imageId, label, rank, probabilities }) => [imageId, label, rank, probabilities[0]]),
  )
  expect(kept()).toEqual([IMAGES])
})
