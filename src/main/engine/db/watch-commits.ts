import type Database from 'better-sqlite3'

const EVERY_MS = 1_000

/** Looks once a second whether another connection, of this process or of any other, has committed. */
export function watchCommits(db: Database.Database, onCommit: () => void): NodeJS.Timeout {
  const read = () => db.pragma('data_version', { simple: true })
  let seen = read()
  const tick = () => {
    let version: unknown
    try {
      version = read()
    } catch {
      // Another process has the database just now: the next tick tries again.
      return
    }
    if (version === seen) return
    seen = version
    onCommit()
  }
  return setInterval(tick, EVERY_MS).unref()
}
