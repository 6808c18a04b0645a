import { AnnotationTable } from './annotations.ts'
import { BoxTable } from './boxes.ts'
import { DatasetTable } from './datasets.ts'
import { DeletionTable } from './deletions.ts'
import { DisagreementTable } from './disagreements.ts'
import { DatasetImageQuery } from './dataset-images.ts'
import { DuplicateQuery } from './duplicate-query.ts'
import { examine } from './examine.ts'
import { FlipQuery } from './flip-query.ts'
import { ImageTable } from './images.ts'
import { LockTable } from './locks.ts'
import { MeanImageTable } from './mean-images.ts'
import { schemaVersion } from './migrations/index.ts'
import { ModelTable } from './models.ts'
import { openSqlite, sqliteVersion } from './open-sqlite.ts'
import { OpenedFiles } from './opened-files.ts'
import { PackedAnswerTable } from './packed-answers.ts'
import { PredictionTable } from './predictions.ts'
import { RunTable } from './runs.ts'
import { QueueTable } from './queue.ts'
import { SampleTable } from './samples.ts'
import { ShelfTable } from './shelf.ts'
import { SkippedFileQuery } from './skipped-files.ts'
import { readsProbabilities } from './stored-probability.ts'
import { SweepTable } from './sweeps.ts'
import { inTransaction, timed, type OnSlow } from './timed.ts'
import { watchCommits } from './watch-commits.ts'

/** The engine's memory: one SQLite file, one typed table object for each of its tables, and one for pairs of runs,
 * for the files that are skipped, and for the images that are there twice. */
export interface Database {
  readonly file: string
  /** Why nothing can be written, where that is so: then it is read, and no more. */
  readonly readOnly: string | null
  readonly version: number
  readonly sqliteVersion: string
  readonly datasets: DatasetTable
  readonly images: ImageTable
  readonly boxes: BoxTable
  readonly models: ModelTable
  readonly meanImages: MeanImageTable
  readonly queue: QueueTable
  readonly samples: SampleTable
  readonly runs: RunTable
  readonly sweeps: SweepTable
  readonly predictions: PredictionTable
  readonly packedAnswers: PackedAnswerTable
  readonly flips: FlipQuery
  readonly skippedFiles: SkippedFileQuery
  readonly duplicates: DuplicateQuery
  readonly datasetImages: DatasetImageQuery
  readonly disagreements: DisagreementTable
  readonly annotations: AnnotationTable
  readonly shelf: ShelfTable
  readonly deletions: DeletionTable
  readonly locks: LockTable
  /**
   * Runs `work` in one transaction that takes the write lock at once.
   * @throws AcuityError `database-gone`, and then commits nothing
   */
  transaction<T>(work: () => T): T
  /** @throws AcuityError `database-gone` where its files are not there any more: what is written is lost */
  checkFiles(): void
  /** What is wrong with what it holds, a sentence each: see {@link examine}. */
  examine(options: { deep: boolean }): string[]
  /** Calls back, at most once a second, when another connection has committed; until the database is closed. */
  watch(onChange: () => void): void
  close(): void
}

/**
 * Opens, and where needed creates or migrates, the database.
 * @param onSlow told of each query that takes longer than 50 ms
 * @throws AcuityError as {@link openSqlite}
 */
export function openDatabase(file: string, onSlow: OnSlow = () => undefined): Database {
  const { sqlite, readOnly } = openSqlite(file)
  readsProbabilities(sqlite)
  const table = <T extends object>(name: string, made: T) => timed(name, made, onSlow)
  const locks = table('locks', new LockTable(sqlite))
  const version = schemaVersion(sqlite)
  // After a first read, which opens the write-ahead log.
  const files = new OpenedFiles(file)
  let watching: NodeJS.Timeout | undefined
  return {
    file,
    readOnly,
    version,
    sqliteVersion: sqliteVersion(sqlite),
    datasets: table('datasets', new DatasetTable(sqlite)),
    images: table('images', new ImageTable(sqlite)),
    boxes: table('boxes', new BoxTable(sqlite)),
    models: table('models', new ModelTable(sqlite)),
    meanImages: table('meanImages', new MeanImageTable(sqlite)),
    queue: table('queue', new QueueTable(sqlite)),
    samples: table('samples', new SampleTable(sqlite)),
    runs: table('runs', new RunTable(sqlite)),
    sweeps: table('sweeps', new SweepTable(sqlite)),
    predictions: table('predictions', new PredictionTable(sqlite)),
    packedAnswers: table('packedAnswers', new PackedAnswerTable(sqlite)),
    flips: table('flips', new FlipQuery(sqlite)),
    skippedFiles: table('skippedFiles', new SkippedFileQuery(sqlite)),
    duplicates: table('duplicates', new DuplicateQuery(sqlite)),
    datasetImages: table('datasetImages', new DatasetImageQuery(sqlite)),
    disagreements: table('disagreements', new DisagreementTable(sqlite)),
    annotations: table('annotations', new AnnotationTable(sqlite)),
    shelf: table('shelf', new ShelfTable(sqlite)),
    deletions: table('deletions', new DeletionTable(sqlite)),
    locks,
    transaction: <T>(work: () => T) => {
      const checked = () => {
        files.check()
        return work()
      }
      return inTransaction(sqlite, checked, onSlow)
    },
    checkFiles: () => files.check(),
    examine: (options) => examine(sqlite, options),
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
