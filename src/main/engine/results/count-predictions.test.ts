import path from 'node:path'
import { expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { openDatabase } from '../db/index.ts'
import { countPredictions } from './count-predictions.ts'

it('reads a run once for all who ask at the same time, and anew when there is more of it', async () => {
  const db = openDatabase(path.join(temporaryFolder(), 'acuity.db'))
  const read = vi.spyOn(db.predictions, 'answers')
  const run = { id: 1, evaluated: 0 }
  const [one, same, more] = await Promise.all([
    countPredictions(db, run),
    countPredictions(db, { ...run }),
    countPredictions(db, { ...run, evaluated: 8 }),
  ])
  expect(same).toBe(one)
  expect(more).not.toBe(one)
  expect(read).toHaveBeenCalledTimes(2)
  expect(await countPredictions(db, run)).not.toBe(one)
  expect(read).toHaveBeenCalledTimes(3)
  db.close()
})
