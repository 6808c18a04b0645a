import { copyFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { AcuityError } from '../../../shared/errors.ts'
import { isPassingName, passingName, removeLeftFolders } from '../processes/index.ts'
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations/index.ts'

const COPIES = 'acuity-home'
const MOST_TRIES = 5

/**
 * Opens a database that may not be written. While another process works on it, its write-ahead log and that log's index
 * are there, and it is read as it grows. Else SQLite would have to write them before it could read: a copy is opened, as
 * is one of an older version, which has to be brought up to date first.
 * @throws SqliteError; AcuityError `database-newer`, `busy`
 */
export function openReadable(file: string): Sqlite.Database {
  return openLive(file) ?? openCopy(file)
}

function openLive(file: string): Sqlite.Database | null {
  if (!existsSync(logOf(file)) || !existsSync(`${file}-shm`)) return null
  const sqlite = new Sqlite(file, { readonly: true })
  try {
    if (schemaVersion(sqlite) === SCHEMA_VERSION) return sqlite
  } catch {
    // The log's index belongs to nobody who lives.
  }
  sqlite.close()
  return null
}

function openCopy(file: string): Sqlite.Database {
  void removeLeftFolders(os.tmpdir(), (name) => isPassingName(name, COPIES))
  const folder = path.join(os.tmpdir(), passingName(COPIES))
  mkdirSync(folder, { mode: 0o700 })
  const copy = path.join(folder, path.basename(file))
  try {
    copyWhole(file, copy)
    const sqlite = new Sqlite(copy)
    try {
      migrate(sqlite, file)
      // Takes in the log, and needs no other file from then on.
      sqlite.pragma('journal_mode = DELETE')
      return sqlite
    } catch (error) {
      sqlite.close()
      throw error
    }
  } finally {
    // What is open stays until it is closed.
    removeIfPossible(folder)
  }
}

/** A system that keeps the names of open files (Windows) refuses: there, the next copy removes it. */
function removeIfPossible(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // It is left for then.
  }
}

/** The database and its log as they were at one moment. */
function copyWhole(file: string, copy: string): void {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = stateOf(file)
    rmSync(logOf(copy), { force: true })
    copyFileSync(file, copy)
    if (existsSync(logOf(file))) copyFileSync(logOf(file), logOf(copy))
    if (stateOf(file) === before) return
  }
  throw new AcuityError('busy', `${file} is being written all the time, and cannot be read from here: try again later.`)
}

const logOf = (file: string) => `${file}-wal`

function stateOf(file: string): string {
  const states = [file, logOf(file)].map((each) => statSync(each, { bigint: true, throwIfNoEntry: false }))
  return states.map((state) => (state ? `${state.size} ${state.mtimeNs}` : '-')).join(', ')
}
