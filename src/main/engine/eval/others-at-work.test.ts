import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { openDatabase } from '../db/index.ts'
import { OthersAtWork } from './others-at-work.ts'

afterEach(() => void vi.useRealTimers())

it('tells of what went on for at least a fiftieth of the time', () => {
  const db = openDatabase(path.join(temporaryFolder(), 'acuity.db'))
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const lock = db.locks.take('index:/photos', 'The folder')
  const others = new OthersAtWork(db, ['run:1'])
  expect(others.seen).toEqual(['the indexing of /photos'])
  lock.release()
  // Seen by the first look of 50, and then of more.
  vi.advanceTimersByTime(49 * 250)
  expect(others.seen).toEqual(['the indexing of /photos'])
  vi.advanceTimersByTime(2 * 250)
  expect(others.end()).toEqual([])
  db.close()
})
