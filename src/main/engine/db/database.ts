import { mkdirSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import { AnnotationTable } from './annotations.ts'
import { DatasetTable } from './datasets.ts'
import { FlipQuery } from './flip-query.ts'
import { ImageTable } from './images.ts'
import { LockTable } from './locks.ts'
import { MeanImageTable } from './mean-images.ts'
import { migrate, schemaVersion } from './migrations/index.ts'
import { ModelTable } from './models.ts'
import { OpenedFiles } from './opened-files.ts'
import { PredictionTable } from './predictions.ts'
import { RunTable } from './runs.ts'
import { watchCommits } from './watch-commits.ts'

/** How long a statement waits for another process (a CLI beside a window) to finish its transaction. */
const BUSY_TIMEOUT_MS = 10_000

/** The engine's memory: one SQLite file, one typed table object for each of its tables, and one for pairs of runs. */
export interface Database {
  readonly file: string
  readonly version: number
  readonly sqliteVersion: string
  readonly datasets: DatasetTable
  readonly images: ImageTable
  readonly models: ModelTable
  readonly meanImages: MeanImageTable
  readonly runs: RunTable
  readonly predictions: PredictionTable
  readonly flips: FlipQuery
  readonly annotations: AnnotationTable
  readonly locks: LockTable
  /**
   * Runs `work` in one transaction that takes the write lock at once.
   * @throws AcuityError `database-gone`, and then commits nothing
   */
  transaction<T>(work: () => T): T
  /** @throws AcuityError `database-gone` where its files are not there any more: what is written is lost */
  checkFiles(): void
  /** Calls back, at most once a second, when another connection has committed; until the database is closed. */
  watch(onChange: () => void): void
  close(): void
}

/**
 * Opens, and where needed creates or migrates, the database.
 * @throws AcuityError `database-newer`, `database-damaged` or `file-unwritable`
 */
export function openDatabase(file: string): Database {
  const sqlite = openFile(file)
  const locks = new LockTable(sqlite)
  const version = schemaVersion(sqlite)
  // After a first read, which opens the write-ahead log.
  const files = new OpenedFiles(file)
  let watching: NodeJS.Timeout | undefined
  return {
    file,
    version,
    sqliteVersion: String(sqlite.prepare('SELECT sqlite_version()').pluck().get()),
    datasets: new DatasetTable(sqlite),
    images: new ImageTable(sqlite),
    models: new ModelTable(sqlite),
    meanImages: new MeanImageTable(sqlite),
    runs: new RunTable(sqlite),
    predictions: new PredictionTable(sqlite),
    flips: new FlipQuery(sqlite),
    annotations: new AnnotationTable(sqlite),
    locks,
    transaction: <T>(work: () => T) =>
      sqlite
        .transaction(() => {
          files.check()
          return work()
        })
        .immediate(),
    checkFiles: () => files.check(),
    watch: (onChange) => {
      watching = watchCommits(sqlite, locks, onChange)
    },
    close: () => {
      clearInterval(watching)
      locks.close()
      sqlite.close()
    },
  }
}

function openFile(file: string): Sqlite.Database {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
  } catch (cause) {
    throw new AcuityError(
      'file-unwritable',
      `Cannot create ${path.dirname(file)}: ${messageOf(cause)}. Choose another home folder (--home or ACUITY_HOME).`,
      { cause },
    )
  }
  let sqlite: Sqlite.Database | undefined
  try {
    sqlite = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS })
    migrate(sqlite, file)
    sqlite.pragma('journal_mode = WAL')
    // With WAL, NORMAL loses nothing when the process dies; at worst the last commits when the power does.
    sqlite.pragma('synchronous = NORMAL')
    sqlite.pragma('foreign_keys = ON')
    return sqlite
  } catch (cause) {
    sqlite?.close()
    if (cause instanceof Sqlite.SqliteError) throw unusable(file, cause)
    throw cause
  }
}

/** Only a database that is no database may be moved away: a busy or read-only one holds everything its user has. */
function unusable(file: string, cause: InstanceType<typeof Sqlite.SqliteError>): AcuityError {
  const because = `: ${cause.message}.`
  if (/^SQLITE_(BUSY|LOCKED)/.test(cause.code))
    return new AcuityError('busy', `${file} is being written by another program${because} Try again.`, { cause })
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(cause.code))
    return new AcuityError(
      'database-damaged',
      `${file} is damaged, or no database of Acuity${because} ` +
        'Move it away, or choose another home folder (--home or ACUITY_HOME).',
      { cause },
    )
  return new AcuityError(
    'file-unwritable',
    `${file} cannot be opened for writing${because} ` +
      'Check its permissions and the free space, or choose another home folder (--home or ACUITY_HOME).',
    { cause },
  )
}
