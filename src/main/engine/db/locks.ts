import os from 'node:os'
import { randomUUID } from 'node:crypto'
import type Database from 'better-sqlite3'
import { AcuityError } from '../../../shared/errors.ts'
import { isRunning, thisProcess, type ProcessIdentity } from '../processes/index.ts'

const BEAT_MS = 2_000
/** A lock of another machine or container, whose processes cannot be asked after, is dead when silent for this long. */
const SILENT_MS = 60_000
/** A process that lives may be asleep with its machine; past this its id has rather been given to another. */
const FORGOTTEN_MS = 24 * 3600_000
/** A clock that is set need not agree with itself to the second about when the machine started. */
const CLOCK_SLACK_MS = 60_000

interface LockRow extends ProcessIdentity {
  owner: string
  host: string
  beatMs: number
}

const COLUMNS = 'owner, host, pid, beat_ms AS beatMs, space, started'

export interface Lock {
  /** Whether it is still ours. To be asked in the transaction of whatever the lock protects. */
  held(): boolean
  /** Never throws: what cannot be released now is released as soon as the database can be written. */
  release(): void
}

/** Named locks that a dead process cannot hold: a window and a CLI may share one database. */
export class LockTable {
  readonly #get
  readonly #all
  readonly #put
  readonly #beat
  readonly #drop
  readonly #transaction
  readonly #timers = new Set<NodeJS.Timeout>()
  /** Owners that have let go, and could not yet write it down. */
  readonly #released = new Set<string>()

  constructor(db: Database.Database) {
    this.#get = db.prepare<[string], LockRow>(`SELECT ${COLUMNS} FROM locks WHERE name = ?`)
    this.#all = db.prepare<[], LockRow & { name: string }>(`SELECT name, ${COLUMNS} FROM locks ORDER BY name`)
    this.#put = db.prepare<LockRow & { name: string }>(
      `INSERT OR REPLACE INTO locks (name, owner, host, pid, beat_ms, space, started)
       VALUES (@name, @owner, @host, @pid, @beatMs, @space, @started)`,
    )
    this.#beat = db.prepare<[number, string, string]>('UPDATE locks SET beat_ms = ? WHERE name = ? AND owner = ?')
    this.#drop = db.prepare<[string, string]>('DELETE FROM locks WHERE name = ? AND owner = ?')
    this.#transaction = (work: () => void) => db.transaction(work).immediate()
  }

  /** The names of the locks that live processes hold. */
  allHeld(): string[] {
    return this.#all.all().flatMap((row) => (this.#isHeld(row) ? [row.name] : []))
  }

  /** Whether a live process holds the lock. */
  held(name: string): boolean {
    const row = this.#get.get(name)
    return row !== undefined && this.#isHeld(row)
  }

  #isHeld(row: LockRow): boolean {
    return !this.#released.has(row.owner) && isAlive(row)
  }

  /**
   * Takes a lock, and renews it until it is released.
   * @throws AcuityError `busy`, with `what` as the subject of the sentence, where a live process holds it
   */
  take(name: string, what: string): Lock {
    const owner = randomUUID()
    this.#transaction(() => {
      const row = this.#get.get(name)
      if (row && this.#isHeld(row))
        throw new AcuityError(
          'busy',
          `${what} is in use by another Acuity (process ${row.pid}): wait for it, or stop it.`,
        )
      this.#put.run({ name, owner, host: os.hostname(), beatMs: Date.now(), ...thisProcess })
    })

    let released = false
    const tick = () => {
      try {
        if (!released) this.#beat.run(Date.now(), name, owner)
        else {
          this.#drop.run(name, owner)
          this.#released.delete(owner)
          this.#stop(timer)
        }
      } catch {
        // Another process has the database just now, or its disk is full: the next tick tries again.
      }
    }
    const timer = setInterval(tick, BEAT_MS).unref()
    this.#timers.add(timer)
    return {
      held: () => this.#get.get(name)?.owner === owner,
      release: () => {
        released = true
        this.#released.add(owner)
        tick()
      },
    }
  }

  /** Ends the renewals, before the database is closed. */
  close(): void {
    for (const timer of this.#timers) this.#stop(timer)
  }

  #stop(timer: NodeJS.Timeout): void {
    clearInterval(timer)
    this.#timers.delete(timer)
  }
}

function isAlive({ host, beatMs, ...holder }: LockRow): boolean {
  const silentMs = Date.now() - beatMs
  const spaces = [holder.space, thisProcess.space]
  const isTold = !spaces.includes(null)
  const isOurs = isTold ? spaces[0] === spaces[1] : host === os.hostname()
  // Another boot may be another machine of the same name: it would still beat.
  if (!isOurs) return silentMs < SILENT_MS
  if (!isTold && beatMs < startedMs() - CLOCK_SLACK_MS) return false
  return silentMs < FORGOTTEN_MS && isRunning(holder)
}

/** When this machine was started. */
const startedMs = () => Date.now() - os.uptime() * 1000
