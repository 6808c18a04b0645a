import { statfsSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { AcuityError } from '../../../shared/errors.ts'

/** What SQLite asks of a disk at a time, and a little more. */
const LEAST_FREE_BYTES = 64 * 1024

type Cause = InstanceType<typeof Sqlite.SqliteError>

/** What went wrong, as its reader can act on it, where it is the database's file or disk; anything else as it is. */
export function explained(error: unknown, file: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error
  return /^SQLITE_(BUSY|LOCKED|CORRUPT|NOTADB|FULL|IOERR|READONLY|CANTOPEN|PERM)/.test(error.code)
    ? storageError(error, file)
    : error
}

/** Only a database that is no database may be moved away: a busy or read-only one holds everything its user has. */
export function storageError(cause: Cause, file: string): AcuityError {
  const because = `: ${cause.message}.`
  if (/^SQLITE_(BUSY|LOCKED)/.test(cause.code))
    return new AcuityError('busy', `${file} is being written by another program${because} Try again.`, { cause })
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(cause.code))
    return new AcuityError(
      'database-damaged',
      `${file} is damaged, or no database of Acuity${because} Move it away to begin anew.`,
      { cause, remedies: [{ do: 'diagnose', what: 'database' }, { do: 'choose-home' }] },
    )
  if (cause.code === 'SQLITE_FULL' || isFull(file))
    return new AcuityError(
      'disk-full',
      `The disk of ${path.dirname(file)} is full. Make room there, and go on: what was committed is kept.`,
      { cause },
    )
  return new AcuityError(
    'file-unwritable',
    `${file} cannot be read or written${because} ` + 'Check its permissions, its disk and the free space.',
    { cause, remedies: [{ do: 'choose-home' }] },
  )
}

/** For what SQLite calls an input or output error only, where it would have needed room. */
function isFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(path.dirname(file))
    return bavail * bsize < LEAST_FREE_BYTES
  } catch {
    return false
  }
}
