import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { patient } from '../../../testing/patience.ts'
import { identityOf, thisProcess, type ProcessIdentity } from '../processes/index.ts'
import { openDatabase } from './database.ts'

const HOUR_MS = 3600_000

/** A database, and a way to put a lock into it as another process would have. */
function open() {
  const file = path.join(temporaryFolder(), 'acuity.db')
  const db = openDatabase(file)
  onTestFinished(() => db.close())
  const plant = (process: ProcessIdentity, silentMs = 0, host = os.hostname()) => {
    const raw = new Sqlite(file)
    raw
      .prepare('INSERT OR REPLACE INTO locks VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run('run:1', 'someone', host, process.pid, Date.now() - silentMs, process.space, process.started)
    raw.close()
  }
  return { locks: db.locks, plant }
}

const parent = identityOf(process.ppid)

it('holds against everybody until it is released', () => {
  const { locks } = open()
  const lock = locks.take('run:1', 'Run 1')
  expect(locks.held('run:1')).toBe(true)
  expect(() => locks.take('run:1', 'Run 1')).toThrow(/^Run 1 is in use by another Acuity/)
  lock.release()
  expect(locks.held('run:1')).toBe(false)
  locks.take('run:1', 'Run 1').release()
})

it('is not taken from a process that is only stopped, and is known to be lost when it is', () => {
  const { locks, plant } = open()
  const lock = locks.take('run:1', 'Run 1')
  expect(lock.held()).toBe(true)
  plant(parent, HOUR_MS)
  expect(lock.held()).toBe(false)
  expect(() => locks.take('run:1', 'Run 1')).toThrow(/in use/)
  lock.release()
  expect(locks.held('run:1')).toBe(true)
})

describe('a process that died holds no lock', () => {
  it('at once', () => {
    const { locks, plant } = open()
    plant({ ...parent, pid: spawnSync(process.execPath, ['-e', '']).pid })
    expect(locks.held('run:1')).toBe(false)
    locks.take('run:1', 'Run 1').release()
  })

  it.skipIf(parent.started === null)('also where its number was given to another', () => {
    const { locks, plant } = open()
    plant({ ...parent, started: (parent.started ?? 0) - 1 })
    expect(locks.held('run:1')).toBe(false)
    expect(locks.allHeld()).toEqual([])
    locks.take('run:1', 'Run 1').release()
    plant(parent)
    expect(locks.held('run:1')).toBe(true)
  })

  it.skipIf(parent.started === null)('nor where whoever started it has not looked yet', async () => {
    const { locks, plant } = open()
    // The shell becomes a program that asks after none of its children.
    const shell = spawn('/bin/sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'])
    onTestFinished(() => void shell.kill('SIGKILL'))
    const pid = Number(await new Promise((resolve) => shell.stdout.once('data', resolve)))
    await vi.waitFor(() => expect(readFileSync(`/proc/${shell.pid}/comm`, 'utf8')).toBe('sleep\n'), patient(10_000))
    const before = identityOf(pid)
    process.kill(pid, 'SIGKILL')
    await vi.waitFor(() => expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z '), patient(10_000))
    plant(before)
    expect(locks.held('run:1')).toBe(false)
  })
})

describe('where the process cannot be asked after, the beat decides', () => {
  const elsewhere = { space: null, pid: process.ppid, started: null }

  it.skipIf(parent.space === null).each([
    ['on another machine', elsewhere, 'elsewhere'],
    ['after another boot, which may be another machine of this name', { ...parent, space: 'boot pid:[1]' }, undefined],
    ['in a container with numbers of its own', { ...parent, space: `${parent.space}0` }, undefined],
  ])('%s', (_where, identity, host) => {
    const { locks, plant } = open()
    plant(identity, 0, host)
    expect(locks.held('run:1')).toBe(true)
    plant(identity, 61_000, host)
    expect(locks.held('run:1')).toBe(false)
  })

  it('for a day where only its number is known, but not beyond the start of the machine', () => {
    const { locks, plant } = open()
    plant(elsewhere)
    expect(locks.held('run:1')).toBe(true)
    plant(elsewhere, Math.min(24 * HOUR_MS, os.uptime() * 1000 + 120_000))
    expect(locks.held('run:1')).toBe(false)
  })

  it('and a machine that was called otherwise in the meantime is still this one', () => {
    const { locks, plant } = open()
    plant(parent, HOUR_MS, 'before')
    expect(locks.held('run:1')).toBe(thisProcess.space !== null)
  })
})
