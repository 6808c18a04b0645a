import os from 'node:os'
import { randomUUID } from 'node:crypto'
import type Database from 'better-sqlite3'
import { AcuityError } from '../../../shared/errors.ts'

const BEAT_MS = 2_000
/** A lock not renewed for this long is dead, whatever holds its process id now. */
const STALE_MS = 30_000

interface LockRow {
  owner: string
  host: string
  pid: number
  beatMs: number
}

export interface Lock {
  release(): void
}

/** Named locks that a dead process cannot hold: a window and a CLI may share one database. */
export class LockTable {
  readonly #get
  readonly #put
  readonly #beat
  readonly #drop
  readonly #transaction

  constructor(db: Database.Database) {
    this.#get = db.prepare<[string], LockRow>('SELECT owner, host, pid, beat_ms AS beatMs FROM locks WHERE name = ?')
    this.#put = db.prepare<[string, string, string, number, number]>(
      'INSERT OR REPLACE INTO locks VALUES (?, ?, ?, ?, ?)',
    )
    this.#beat = db.prepare<[number, string, string]>('UPDATE locks SET beat_ms = ? WHERE name = ? AND owner = ?')
    this.#drop = db.prepare<[string, string]>('DELETE FROM locks WHERE name = ? AND owner = ?')
    this.#transaction = (work: () => void) => db.transaction(work).immediate()
  }

  /** Whether a live process holds the lock. */
  held(name: string): boolean {
    const row = this.#get.get(name)
    return row !== undefined && isAlive(row)
  }

  /**
   * Takes a lock, and renews it until it is released.
   * @throws AcuityError `busy`, with `what` as the subject of the sentence, where a live process holds it
   */
  take(name: string, what: string): Lock {
    const owner = randomUUID()
    this.#transaction(() => {
      const row = this.#get.get(name)
      if (row && isAlive(row))
        throw new AcuityError(
          'busy',
          `${what} is in use by another Acuity (process ${row.pid}): wait for it, or stop it.`,
        )
      this.#put.run(name, owner, os.hostname(), process.pid, Date.now())
    })
    const timer = setInterval(() => this.#beat.run(Date.now(), name, owner), BEAT_MS)
    timer.unref()
    return {
      release: () => {
        clearInterval(timer)
        this.#drop.run(name, owner)
      },
    }
  }
}

function isAlive({ host, pid, beatMs }: LockRow): boolean {
  if (Date.now() - beatMs > STALE_MS) return false
  if (host !== os.hostname() || pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: the process is there, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
