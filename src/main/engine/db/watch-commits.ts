import type Database from 'better-sqlite3'
import type { LockTable } from './locks.ts'

const EVERY_MS = 1_000

/**
 * Looks once a second whether another connection, of this process or of any other, has committed, or a process that held
 * a lock has died: that changes what is going on, and commits nothing.
 */
export function watchCommits(db: Database.Database, locks: LockTable, onChange: () => void): NodeJS.Timeout {
  const read = () => [db.pragma('data_version', { simple: true }), ...locks.allHeld()].join(' ')
  let seen = read()
  const tick = () => {
    let now: string
    try {
      now = read()
    } catch {
      // Another process has the database just now: the next tick tries again.
      return
    }
    if (now === seen) return
    seen = now
    onChange()
  }
  return setInterval(tick, EVERY_MS).unref()
}
