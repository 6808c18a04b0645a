import { spawnSync } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { openDatabase } from './database.ts'

/** A database, and a way to put a lock into it as another process would have. */
function open() {
  const file = path.join(temporaryFolder(), 'acuity.db')
  const db = openDatabase(file)
  const plant = (host: string, pid: number, beatMs: number) => {
    const raw = new Sqlite(file)
    raw.prepare('INSERT OR REPLACE INTO locks VALUES (?, ?, ?, ?, ?)').run('run:1', 'someone', host, pid, beatMs)
    raw.close()
  }
  return { locks: db.locks, plant }
}

it('holds against everybody until it is released', () => {
  const { locks } = open()
  const lock = locks.take('run:1', 'Run 1')
  expect(locks.held('run:1')).toBe(true)
  expect(() => locks.take('run:1', 'Run 1')).toThrow(/^Run 1 is in use by another Acuity/)
  lock.release()
  expect(locks.held('run:1')).toBe(false)
  locks.take('run:1', 'Run 1').release()
})

it('is not held by a process that died', () => {
  const { locks, plant } = open()
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  plant(os.hostname(), dead, Date.now())
  expect(locks.held('run:1')).toBe(false)
  locks.take('run:1', 'Run 1').release()
})

it('is not taken from a process that is only stopped, and is known to be lost when it is', () => {
  const { locks, plant } = open()
  const lock = locks.take('run:1', 'Run 1')
  expect(lock.held()).toBe(true)
  plant(os.hostname(), process.ppid, Date.now() - 3600_000)
  expect(lock.held()).toBe(false)
  expect(() => locks.take('run:1', 'Run 1')).toThrow(/in use/)
  lock.release()
  expect(locks.held('run:1')).toBe(true)
})

it('is held by a living process, and by another machine that still beats', () => {
  const { locks, plant } = open()
  plant(os.hostname(), process.ppid, Date.now())
  expect(locks.held('run:1')).toBe(true)
  plant('elsewhere', 1, Date.now())
  expect(locks.held('run:1')).toBe(true)
  plant('elsewhere', 1, Date.now() - 61_000)
  expect(locks.held('run:1')).toBe(false)
})
