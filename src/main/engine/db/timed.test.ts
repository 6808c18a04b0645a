import { once } from 'node:events'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { openDatabase } from './database.ts'
import { inTransaction, timed } from './timed.ts'

/** Counts up to a number in SQL: so many take so long. */
class CountTable {
  readonly #count

  constructor(db: Sqlite.Database) {
    this.#count = db
      .prepare<[number, string], number>(
        'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT COUNT(*) FROM n WHERE ? IS NOT NULL',
      )
      .pluck()
  }

  upTo(number: number, secret: string): number | undefined {
    return this.#count.get(number, secret)
  }

  fails(): never {
    this.upTo(2_000_000, '')
    throw new Error('It failed.')
  }
}

it('tells of a slow query by its name, and of a fast one nothing', () => {
  const told: [string, number][] = []
  const db = new Sqlite(':memory:')
  const table = timed('counts', new CountTable(db), (...slow) => told.push(slow))
  expect(table.upTo(10, '/home/somebody/cat.jpg')).toBe(10)
  expect(told).toEqual([])
  expect(table.upTo(2_000_000, '/home/somebody/cat.jpg')).toBe(2_000_000)
  expect(told).toEqual([['counts.upTo', expect.any(Number) as number]])
  expect(told[0]?.[1]).toBeGreaterThan(50)
  expect(() => table.fails()).toThrow('It failed.')
  expect(told.map(([query]) => query)).toEqual(['counts.upTo', 'counts.upTo', 'counts.fails'])
})

const holder = `
  const { parentPort, workerData } = require('node:worker_threads')
  const db = require('better-sqlite3')(workerData)
  db.exec('BEGIN IMMEDIATE')
  parentPort.postMessage('held')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  db.exec('COMMIT')`

it('tells of waiting for the write lock, and not of what is done with it', async () => {
  const told: string[] = []
  const file = path.join(temporaryFolder(), 'counts.db')
  const db = new Sqlite(file)
  const work = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 80)
  expect(inTransaction(db, work, (query) => told.push(query))).toBe('timed-out')
  expect(told).toEqual([])
  const other = new Worker(holder, { eval: true, workerData: file })
  await once(other, 'message')
  inTransaction(
    db,
    () => undefined,
    (query) => told.push(query),
  )
  expect(told).toEqual(['transaction.begin'])
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
