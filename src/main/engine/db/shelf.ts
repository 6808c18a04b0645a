import type Database from 'better-sqlite3'
import type { Kind } from '../../../shared/shelf.ts'
import { Written, writtenPlaces } from './written.ts'

/** Where things of each kind lie. */
export const tableOf = { dataset: 'datasets', model: 'models', run: 'runs', sweep: 'sweeps' } as const

type Ids = readonly number[]

const GIVEN = 'id IN (SELECT value FROM json_each(?))'

const ofEach = <T>(prepare: (table: string, kind: Kind) => T): Record<Kind, T> => ({
  dataset: prepare(tableOf.dataset, 'dataset'),
  model: prepare(tableOf.model, 'model'),
  run: prepare(tableOf.run, 'run'),
  sweep: prepare(tableOf.sweep, 'sweep'),
})

/** What people say of the things that they have: what these are called, whether lists show them, and what is written of runs. */
export class ShelfTable {
  readonly #named
  readonly #rename
  readonly #renameInRuns
  readonly #archive
  readonly #unarchive
  readonly #pin
  readonly #unpin
  readonly #ofRuns

  constructor(db: Database.Database) {
    this.#named = ofEach((table) =>
      db.prepare<[string], number>(`SELECT id FROM ${table} WHERE name = ? ORDER BY id`).pluck(),
    )
    this.#rename = ofEach((table, kind) =>
      db.prepare<[string, number]>(
        `UPDATE main.${table} SET name = ?${kind === 'model' ? ', is_named = 1' : ''} WHERE id = ?`,
      ),
    )
    this.#renameInRuns = db.prepare<[string, number]>('UPDATE main.runs SET model_name = ? WHERE model_id = ?')
    const set = (column: string) => (table: string) =>
      db
        .prepare<[string, string], number>(
          `UPDATE main.${table} SET ${column} = ? WHERE ${column} IS NULL AND ${GIVEN} RETURNING id`,
        )
        .pluck()
    const clear = (column: string) => (table: string) =>
      db
        .prepare<[string], number>(
          `UPDATE main.${table} SET ${column} = NULL WHERE ${column} IS NOT NULL AND ${GIVEN} RETURNING id`,
        )
        .pluck()
    this.#archive = ofEach(set('archived_at'))
    this.#unarchive = ofEach(clear('archived_at'))
    this.#pin = { run: set('pinned_at')('runs'), sweep: set('pinned_at')('sweeps') }
    this.#unpin = { run: clear('pinned_at')('runs'), sweep: clear('pinned_at')('sweeps') }
    this.#ofRuns = new Written<{ runId: number }>(db, writtenPlaces.run)
  }

  /** The ids of those of that name. */
  named(kind: Kind, name: string): number[] {
    return this.#named[kind].all(name)
  }

  /** To be called inside a transaction. What a model's runs say of it follows, as reports and lines of sweeps go by that. */
  rename(kind: Kind, id: number, name: string): void {
    this.#rename[kind].run(name, id)
    if (kind === 'model') this.#renameInRuns.run(name, id)
  }

  /** @returns the ids of those that were not so before */
  archive(kind: Kind, ids: Ids, archived: boolean): number[] {
    const given = JSON.stringify(ids)
    return archived ? this.#archive[kind].all(new Date().toISOString(), given) : this.#unarchive[kind].all(given)
  }

  /** @returns the ids of those that were not so before */
  pin(kind: 'run' | 'sweep', ids: Ids, pinned: boolean): number[] {
    const given = JSON.stringify(ids)
    return pinned ? this.#pin[kind].all(new Date().toISOString(), given) : this.#unpin[kind].all(given)
  }

  /** What is written of a run. */
  ofRun(runId: number): { note: string; tags: string[] } {
    return this.#ofRuns.get({ runId })
  }

  /** To be called inside a transaction. */
  writeOfRun(runId: number, { note, tags }: { note: string; tags: readonly string[] }): void {
    this.#ofRuns.setNote({ runId }, note)
    this.#ofRuns.setTags({ runId }, tags)
  }
}
