import type Database from 'better-sqlite3'

export interface SweepRow {
  id: number
  name: string
  createdAt: string
}

const COLUMNS = 'id, name, created_at AS createdAt'

/** Sweeps, and which runs are theirs. */
export class SweepTable {
  readonly #insert
  readonly #addRun
  readonly #all
  readonly #runs
  readonly #answered

  constructor(db: Database.Database) {
    this.#insert = db.prepare<[string, string]>('INSERT INTO sweeps (name, created_at) VALUES (?, ?)')
    this.#addRun = db.prepare<[number, number]>('INSERT INTO sweep_runs (sweep_id, run_id) VALUES (?, ?)')
    this.#all = db.prepare<[], SweepRow>(`SELECT ${COLUMNS} FROM sweeps ORDER BY id`)
    this.#runs = db
      .prepare<[number], number>('SELECT run_id FROM sweep_runs WHERE sweep_id = ? ORDER BY run_id')
      .pluck()
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
    const id = Number(this.#insert.run(name, new Date().toISOString()).lastInsertRowid)
    for (const run of runs) this.#addRun.run(id, run)
    return id
  }

  all(): SweepRow[] {
    return this.#all.all()
  }

  /** The ids of its runs, in the order in which they were asked for. */
  runs(id: number): number[] {
    return this.#runs.all(id)
  }

  /** The images that all of these runs have evaluated, in order of their path. */
  evaluatedByAll(runs: readonly number[]): number[] {
    return this.#answered.all({ runs: JSON.stringify(runs), count: runs.length })
  }
}
