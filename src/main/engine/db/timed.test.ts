import { once } from 'node:events'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { openDatabase } from './database.ts'
import { inTransaction, timed } from './timed.ts'

/** A clock that stands still unless a test moves it on: how long a query takes is no question of the machine. */
function stoppedClock() {
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
  onTestFinished(() => clock.mockRestore())
  return { pass: (ms: number) => void (now += ms), goOn: () => clock.mockRestore() }
}

/** Its queries take as long as they are told to. */
class TimeTable {
  readonly #pass

  constructor(db: Sqlite.Database, pass: (ms: number) => void) {
    db.function('pass', (ms: number) => {
      pass(ms)
      return ms
    })
    this.#pass = db.prepare<[number, string], number>('SELECT pass(?) WHERE ? IS NOT NULL').pluck()
  }

  lasts(ms: number, secret: string): number | undefined {
    return this.#pass.get(ms, secret)
  }

  fails(): never {
    this.lasts(60, '')
    throw new Error('It failed.')
  }
}

it('tells of a slow query by its name, and of a fast one nothing', () => {
  const told: [string, number][] = []
  const table = timed('times', new TimeTable(new Sqlite(':memory:'), stoppedClock().pass), (...slow) => told.push(slow))
  expect(table.lasts(50, '/home/somebody/cat.jpg')).toBe(50)
  expect(told).toEqual([])
  expect(table.lasts(51, '/home/somebody/cat.jpg')).toBe(51)
  expect(told).toEqual([['times.lasts', 51]])
  expect(() => table.fails()).toThrow('It failed.')
  expect(told.slice(1)).toEqual([
    ['times.lasts', 60],
    ['times.fails', 60],
  ])
})

/** Holds the write lock until it is told that another is about to wait for it, and for as long again as nobody overlooks. */
const holder = `
  const { parentPort, workerData } = require('node:worker_threads')
  const db = require('better-sqlite3')(workerData.file)
  db.exec('BEGIN IMMEDIATE')
  parentPort.postMessage('held')
  Atomics.wait(workerData.waiting, 0, 0)
  Atomics.wait(workerData.waiting, 0, 1, 500)
  db.exec('COMMIT')`

it('tells of waiting for the write lock, and not of what is done with it', async () => {
  const told: string[] = []
  const onSlow = (query: string) => void told.push(query)
  const file = path.join(temporaryFolder(), 'counts.db')
  const db = new Sqlite(file)
  const { pass, goOn } = stoppedClock()
  inTransaction(db, () => pass(80), onSlow)
  expect(told).toEqual([])
  goOn()
  const waiting = new Int32Array(new SharedArrayBuffer(4))
  const other = new Worker(holder, { eval: true, workerData: { file, waiting } })
  await once(other, 'message')
  Atomics.store(waiting, 0, 1)
  Atomics.notify(waiting, 0)
  inTransaction(db, () => undefined, onSlow)
  expect(told[0]).toBe('transaction.begin')
  await once(other, 'exit')
})

it('names every query of the database after its table and method', () => {
  const db = openDatabase(path.join(temporaryFolder(), 'acuity.db'))
  const tables = [
    'datasets',
    'images',
    'models',
    'meanImages',
    'runs',
    'predictions',
    'flips',
    'annotations',
    'locks',
  ] as const
  for (const name of tables) {
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(db[name])).filter(
      (method) => method !== 'constructor',
    )
    expect(methods.length, name).toBeGreaterThan(0)
    for (const method of methods) expect(Object.hasOwn(db[name], method), `${name}.${method}`).toBe(true)
  }
  expect(db.runs.all()).toEqual([])
  db.close()
})
