import type Database from 'better-sqlite3'
import { RunStatus } from '../../../shared/run.ts'
import { SweepMeasurements, SweepPlan } from '../../../shared/sweep.ts'
import { Numbers } from './numbers.ts'
import { jsonColumn } from './rows.ts'

export interface SweepRow {
  id: number
  name: string
  createdAt: string
  /** Null until the first image is evaluated. */
  plan: SweepPlan | null
  measurements: SweepMeasurements
  pinnedAt: string | null
  archivedAt: string | null
}

/** A run of a sweep as lists have it, its status as it was last written. */
export interface ListedRun {
  sweep: number
  run: number
  name: string
  model: string
  status: RunStatus
  dataset: string
}

type StoredSweep = Omit<SweepRow, 'plan' | 'measurements'> & { plan: string | null; measurements: string }

const plan = jsonColumn(SweepPlan)
const measurements = jsonColumn(SweepMeasurements)

const COLUMNS =
  'id, name, created_at AS createdAt, plan, measurements, pinned_at AS pinnedAt, archived_at AS archivedAt'

/** Sweeps, and which runs are theirs. */
export class SweepTable {
  readonly #numbers
  readonly #insert
  readonly #addRun
  readonly #all
  readonly #byId
  readonly #runs
  readonly #listed
  readonly #ofRun
  readonly #setPlan
  readonly #setMeasurements
  readonly #answered

  constructor(db: Database.Database) {
    this.#numbers = new Numbers(db)
    this.#insert = db.prepare<[number, string, string]>(
      'INSERT INTO main.sweeps (id, name, created_at) VALUES (?, ?, ?)',
    )
    this.#addRun = db.prepare<[number, number]>('INSERT INTO main.sweep_runs (sweep_id, run_id) VALUES (?, ?)')
    this.#all = db.prepare<[], StoredSweep>(`SELECT ${COLUMNS} FROM sweeps ORDER BY id`)
    this.#byId = db.prepare<[number], StoredSweep>(`SELECT ${COLUMNS} FROM sweeps WHERE id = ?`)
    this.#ofRun = db.prepare<[number], number>('SELECT sweep_id FROM sweep_runs WHERE run_id = ?').pluck()
    this.#setPlan = db.prepare<[string, number]>('UPDATE main.sweeps SET plan = ? WHERE id = ?')
    this.#setMeasurements = db.prepare<[string, number]>('UPDATE main.sweeps SET measurements = ? WHERE id = ?')
    this.#runs = db
      .prepare<[number], number>('SELECT run_id FROM sweep_runs WHERE sweep_id = ? ORDER BY run_id')
      .pluck()
    this.#listed = db.prepare<[], Omit<ListedRun, 'status'> & { status: string }>(
      `SELECT sweep_id AS sweep, runs.id AS run, runs.name, model_name AS model, status, datasets.name AS dataset
       FROM sweep_runs JOIN runs ON runs.id = run_id JOIN datasets ON datasets.id = dataset_id
       ORDER BY sweep_id, run_id`,
    )
    this.#answered = db
      .prepare<{ runs: string; count: number }, number>(
        `SELECT images.id
         FROM json_each(@runs) AS wanted
           CROSS JOIN predictions ON run_id = wanted.value
           JOIN images ON images.id = image_id
         GROUP BY images.id HAVING COUNT(*) = @count ORDER BY images.path`,
      )
      .pluck()
  }

  /**
   * To be called in the transaction that makes its runs.
   * @returns its id
   */
  create(name: string, runs: readonly number[]): number {
    const id = this.#numbers.next()
    this.#insert.run(id, name, new Date().toISOString())
    for (const run of runs) this.#addRun.run(id, run)
    return id
  }

  all(): SweepRow[] {
    return this.#all.all().map(read)
  }

  get(id: number): SweepRow | undefined {
    const row = this.#byId.get(id)
    return row && read(row)
  }

  /** The sweep that a run belongs to; null where it was made alone. */
  ofRun(run: number): number | null {
    return this.#ofRun.get(run) ?? null
  }

  setPlan(id: number, value: SweepPlan): void {
    this.#setPlan.run(plan.write(value), id)
  }

  setMeasurements(id: number, value: SweepMeasurements): void {
    this.#setMeasurements.run(measurements.write(value), id)
  }

  /** The ids of its runs, in the order in which they were asked for. */
  runs(id: number): number[] {
    return this.#runs.all(id)
  }

  /** The runs of all sweeps, of each in the order in which they were asked for. */
  listed(): ListedRun[] {
    return this.#listed.all().map((row) => ({ ...row, status: RunStatus.parse(row.status) }))
  }

  /** The images that all of these runs have evaluated, in order of their path. */
  evaluatedByAll(runs: readonly number[]): number[] {
    return this.#answered.all({ runs: JSON.stringify(runs), count: runs.length })
  }
}

function read(row: StoredSweep): SweepRow {
  return {
    ...row,
    plan: row.plan === null ? null : plan.read(row.plan),
    measurements: measurements.read(row.measurements),
  }
}
