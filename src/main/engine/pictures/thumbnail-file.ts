import { rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { makePrivate } from '../files/index.ts'

/** What SQLite knows the file by (`ACUT`), and the version of its schema and of how its pictures are drawn. */
const APPLICATION = 0x41435554
const VERSION = 2

const SCHEMA = `
  CREATE TABLE thumbnails (
    id INTEGER PRIMARY KEY,
    identity BLOB NOT NULL UNIQUE,
    crc32 INTEGER NOT NULL,
    picture BLOB NOT NULL
  ) STRICT;
  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${VERSION};
`

/** Another process that keeps thumbnails writes one at a time. */
const BUSY_TIMEOUT_MS = 1000

/**
 * Opens the file of the thumbnails. One that is damaged, of another version or somebody else's is begun anew: there is
 * nothing in it that could not be drawn again.
 * @throws SqliteError, or an Error of the operating system, where it cannot be written
 */
export function openThumbnailFile(file: string): Sqlite.Database {
  makePrivate(file)
  const found = tryOpen(file)
  if (found) return found
  removeThumbnailFile(file)
  makePrivate(file)
  const made = tryOpen(file)
  if (made) return made
  throw new Error(`${file} cannot be begun anew.`)
}

export function removeThumbnailFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}

/** Whether a file is to blame, rather than a disk that is full or a program that has it locked. */
export function isDamage(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)
}

/** Null where the file is not ours, or no longer whole. */
function tryOpen(file: string): Sqlite.Database | null {
  const db = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    // What is torn by a power cut is rolled back.
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.transaction(() => isEmpty(db) && db.exec(SCHEMA)).immediate()
    if (isOurs(db)) return db
  } catch (error) {
    if (!isDamage(error)) {
      db.close()
      throw error
    }
  }
  db.close()
  return null
}

const isEmpty = (db: Sqlite.Database) => db.pragma('schema_version', { simple: true }) === 0

function isOurs(db: Sqlite.Database): boolean {
  const [application, version] = ['application_id', 'user_version'].map((name) => db.pragma(name, { simple: true }))
  return application === APPLICATION && version === VERSION
}
