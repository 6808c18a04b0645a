import type Database from 'better-sqlite3'
import { z } from 'zod'
import { SerializedError } from '../../../shared/errors.ts'
import { ImportedSettings } from '../../../shared/imported.ts'
import { RunMeasurements, RunSettings, RunStatus } from '../../../shared/run.ts'
import { Numbers } from './numbers.ts'
import { jsonColumn } from './rows.ts'

interface AnyRun {
  id: number
  name: string
  status: RunStatus
  error: SerializedError | null
  datasetId: number
  generation: number
  datasetFingerprint: string
  limit: number | null
  /** The id of the sample of its dataset that it is about; null where it is about all, or the first. */
  sample: number | null
  /** As the model is called, or as it is elsewhere where it was imported. */
  modelName: string
  /** Images that the run is about. */
  indexed: number
  evaluated: number
  /** Of the evaluated images, those that the network gave no answer for: they are wrong. */
  unanswered: number
  top1Correct: number
  top5Correct: number
  measurements: RunMeasurements
  createdAt: string
  /** When its network first ran; null of one that waits for that, was imported, or ran before this was recorded. */
  startedAt: string | null
  finishedAt: string | null
  pinnedAt: string | null
  /** Its own, or that of its sweep. */
  archivedAt: string | null
  /** Null where it was made alone. */
  sweep: number | null
  note: string
  tags: string[]
}

/** What says which network ran, and how. */
interface OfModel {
  modelId: number
  /** Where the model's file lay when the run was made. */
  modelFile: string
  modelWeights: string | null
  settings: RunSettings
}

/** The same of a run whose answers were made elsewhere. */
interface OfImport {
  modelId: null
  modelFile: null
  modelWeights: null
  settings: ImportedSettings
}

/** A run whose network ran here, or is to. */
export type EvaluatedRow = AnyRun & OfModel
export type RunRow = EvaluatedRow | (AnyRun & OfImport)

/** Whether a run's network runs here. */
export const isEvaluatedRow = (row: RunRow): row is EvaluatedRow => row.settings.imported === null

type Told = Pick<
  AnyRun,
  | 'name'
  | 'datasetId'
  | 'generation'
  | 'datasetFingerprint'
  | 'limit'
  | 'sample'
  | 'modelName'
  | 'indexed'
  | 'measurements'
>
export type NewRun = Told & OfModel
export type NewImport = Told & OfImport

/** Images that a run tells of, by what came of them. */
type Counted = Pick<RunRow, 'evaluated' | 'unanswered' | 'top1Correct' | 'top5Correct'>

type StoredRun = Omit<AnyRun, 'status' | 'error' | 'measurements' | 'tags'> & {
  modelId: number | null
  modelFile: string | null
  modelWeights: string | null
  status: string
  error: string | null
  settings: string
  measurements: string
  tags: string
}

const error = jsonColumn(SerializedError)
const settings = jsonColumn(z.union([RunSettings, ImportedSettings]))
const measurements = jsonColumn(RunMeasurements)
const tags = jsonColumn(z.array(z.string()))

const COLUMNS = `id, name, status, error, dataset_id AS datasetId, generation, dataset_fingerprint AS datasetFingerprint,
  image_limit AS "limit", sample_id AS sample, model_id AS modelId, model_name AS modelName, model_file AS modelFile, model_weights AS modelWeights, indexed, evaluated, unanswered,
  top1_correct AS top1Correct, top5_correct AS top5Correct, settings, measurements, created_at AS createdAt, started_at AS startedAt, finished_at AS finishedAt,
  pinned_at AS pinnedAt, COALESCE(archived_at, (
    SELECT sweeps.archived_at FROM sweep_runs JOIN sweeps ON sweeps.id = sweep_id WHERE run_id = runs.id
  )) AS archivedAt,
  (SELECT sweep_id FROM sweep_runs WHERE run_id = runs.id) AS sweep,
  COALESCE((SELECT note FROM run_notes WHERE run_id = runs.id), '') AS note,
  (SELECT json_group_array(tag ORDER BY tag) FROM run_tags WHERE run_id = runs.id) AS tags`

export class RunTable {
  readonly #numbers
  readonly #insert
  readonly #all
  readonly #byId
  readonly #named
  readonly #names
  readonly #setStatus
  readonly #setMeasurements
  readonly #generations
  readonly #setFingerprint
  readonly #count

  constructor(db: Database.Database) {
    this.#numbers = new Numbers(db)
    this.#insert = db.prepare<Record<string, string | number | null>>(
      `INSERT INTO main.runs (id, name, status, dataset_id, generation, dataset_fingerprint, image_limit, sample_id, model_id, model_name,
         model_file, model_weights, indexed, settings, measurements, created_at)
       VALUES (@id, @name, 'queued', @datasetId, @generation, @datasetFingerprint, @limit, @sample, @modelId, @modelName,
         @modelFile, @modelWeights, @indexed, @settings, @measurements, @createdAt)`,
    )
    this.#all = db.prepare<[], StoredRun>(`SELECT ${COLUMNS} FROM runs ORDER BY id`)
    this.#byId = db.prepare<[number], StoredRun>(`SELECT ${COLUMNS} FROM runs WHERE id = ?`)
    this.#named = db.prepare<[string], number>('SELECT id FROM runs WHERE name = ? ORDER BY id').pluck()
    this.#names = db.prepare<[], string>('SELECT name FROM runs').pluck()
    this.#setStatus = db.prepare<
      Record<'error' | 'finishedAt' | 'startedAt', string | null> & { id: number; status: string }
    >(
      `UPDATE main.runs SET status = @status, error = @error, finished_at = @finishedAt,
         started_at = COALESCE(started_at, @startedAt)
       WHERE id = @id`,
    )
    this.#count = db.prepare<Counted & { id: number }>(
      `UPDATE main.runs SET evaluated = evaluated + @evaluated, unanswered = unanswered + @unanswered,
         top1_correct = top1_correct + @top1Correct, top5_correct = top5_correct + @top5Correct
       WHERE id = @id`,
    )
    this.#generations = db
      .prepare<[number], number>('SELECT DISTINCT generation FROM runs WHERE dataset_id = ? ORDER BY generation')
      .pluck()
    this.#setFingerprint = db.prepare<[string, number, number]>(
      'UPDATE main.runs SET dataset_fingerprint = ? WHERE dataset_id = ? AND generation = ?',
    )
    this.#setMeasurements = db.prepare<[string, number]>('UPDATE main.runs SET measurements = ? WHERE id = ?')
  }

  create(run: NewRun | NewImport): number {
    const row = {
      ...run,
      id: this.#numbers.next(),
      settings: settings.write(run.settings),
      measurements: measurements.write(run.measurements),
      createdAt: new Date().toISOString(),
    }
    this.#insert.run(row)
    return row.id
  }

  all(): RunRow[] {
    return this.#all.all().map(read)
  }

  get(id: number): RunRow | undefined {
    const row = this.#byId.get(id)
    return row && read(row)
  }

  /** The ids of the runs of that name: of several only where an earlier version made them. */
  named(name: string): number[] {
    return this.#named.all(name)
  }

  names(): Set<string> {
    return new Set(this.#names.all())
  }

  /** The generations of a dataset that there are runs on. */
  generations(datasetId: number): number[] {
    return this.#generations.all(datasetId)
  }

  /** Of the runs on a generation whose fingerprint was of paths: its images are the same. */
  setFingerprint(datasetId: number, generation: number, fingerprint: string): void {
    this.#setFingerprint.run(fingerprint, datasetId, generation)
  }

  setStatus(id: number, status: RunStatus, cause: SerializedError | null = null): void {
    const ended = status === 'done' || status === 'failed'
    const now = new Date().toISOString()
    this.#setStatus.run({
      ...{ id, status, error: cause && error.write(cause) },
      ...{ finishedAt: ended ? now : null, startedAt: status === 'running' ? now : null },
    })
  }

  /** To be called in the transaction that inserts the predictions counted. */
  count(id: number, added: Counted): void {
    this.#count.run({ ...added, id })
  }

  setMeasurements(id: number, value: RunRow['measurements']): void {
    this.#setMeasurements.run(measurements.write(value), id)
  }
}

function read({ modelId, modelFile, modelWeights, ...row }: StoredRun): RunRow {
  const run = {
    ...row,
    status: RunStatus.parse(row.status),
    error: row.error === null ? null : error.read(row.error),
    measurements: measurements.read(row.measurements),
    tags: tags.read(row.tags),
  }
  const told = settings.read(row.settings)
  if (told.imported !== null) return { ...run, modelId: null, modelFile: null, modelWeights: null, settings: told }
  if (modelId === null || modelFile === null) throw new Error(`run ${row.id} has no model`)
  return { ...run, modelId, modelFile, modelWeights, settings: told }
}
