import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import { makePrivate } from '../files/index.ts'
import { hideDeleted } from './hide-deleted.ts'
import { migrate } from './migrations/index.ts'
import { openReadable } from './open-readable.ts'
import { storageError } from './storage-error.ts'

/** How long a statement waits for another process (a CLI beside a window) to finish its transaction. */
const BUSY_TIMEOUT_MS = 10_000

export interface OpenedSqlite {
  sqlite: Sqlite.Database
  /** Why it can only be read, where that is so. */
  readOnly: string | null
}

/**
 * Opens a database, making it where there is none and bringing it up to date; one that may not be written is read.
 * @throws AcuityError `database-newer`, `database-damaged`, `file-unwritable`, `disk-full` or `busy`
 */
export function openSqlite(file: string): OpenedSqlite {
  const readOnly = whyReadOnly(file)
  try {
    const sqlite = readOnly === null ? openWritable(file) : openReadable(file)
    hideDeleted(sqlite)
    if (readOnly !== null) sqlite.pragma('query_only = ON')
    return { sqlite, readOnly }
  } catch (cause) {
    if (cause instanceof Sqlite.SqliteError) throw storageError(cause, file)
    throw cause
  }
}

/** SQLite needs to write beside the database as well. */
function whyReadOnly(file: string): string | null {
  if (!existsSync(file)) return null
  try {
    for (const each of [path.dirname(file), file]) accessSync(each, constants.W_OK)
    return null
  } catch (error) {
    const isReadOnlyDisk = error instanceof Error && 'code' in error && error.code === 'EROFS'
    return isReadOnlyDisk ? 'its disk is read-only' : 'it may be written by another user only'
  }
}

function openWritable(file: string): Sqlite.Database {
  try {
    makePrivate(file)
  } catch (cause) {
    throw new AcuityError('file-unwritable', `Cannot create ${file}: ${messageOf(cause)}.`, {
      cause,
      remedies: [{ do: 'choose-home' }],
    })
  }
  const sqlite = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    migrate(sqlite, file)
    sqlite.pragma('journal_mode = WAL')
    // With WAL, NORMAL loses nothing when the process dies; at worst the last commits when the power does.
    sqlite.pragma('synchronous = NORMAL')
    sqlite.pragma('foreign_keys = ON')
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/** The version of SQLite, which no database is needed for. */
export function sqliteVersion(sqlite = new Sqlite(':memory:')): string {
  return String(sqlite.prepare('SELECT sqlite_version()').pluck().get())
}
