import { isDeepStrictEqual } from 'node:util'
import type Database from 'better-sqlite3'
import { ALIVE, type Generation } from './images.ts'
import type { Slice } from '../../../shared/found-files.ts'

/** What says of an image that it is of another class than it is taken for. */
export interface StoredDisagreement {
  path: string
  /** The list, absolute; or `folder` or `name`, where it is the image's own. */
  source: string
  /** The id of that class, or what stands in its place. */
  says: string
}

/** The images of each dataset of which two sources say different classes, as the last look at it found them. */
export class DisagreementTable {
  readonly #insert
  readonly #remove
  readonly #all
  readonly #count
  readonly #list

  constructor(db: Database.Database) {
    this.#insert = db.prepare<StoredDisagreement & { datasetId: number }>(
      'INSERT OR REPLACE INTO disagreements VALUES (@datasetId, @path, @source, @says)',
    )
    this.#remove = db.prepare<[number]>('DELETE FROM disagreements WHERE dataset_id = ?')
    this.#all = db.prepare<[number], StoredDisagreement>(
      'SELECT path, source, says FROM disagreements WHERE dataset_id = ? ORDER BY path, source',
    )
    this.#count = db.prepare<[number], number>('SELECT COUNT(*) FROM disagreements WHERE dataset_id = ?').pluck()
    this.#list = db.prepare<Generation & Slice, StoredDisagreement & { label: number | null }>(
      `SELECT path, source, says, label
       FROM disagreements LEFT JOIN (SELECT path, label FROM images WHERE ${ALIVE}) USING (path)
       WHERE disagreements.dataset_id = @datasetId ORDER BY path, source LIMIT @count OFFSET @from`,
    )
  }

  /** Whether these are the ones that are known. */
  areKnown(datasetId: number, found: readonly StoredDisagreement[]): boolean {
    return this.#count.get(datasetId) === found.length && isDeepStrictEqual(this.#all.all(datasetId), found)
  }

  /** To be called inside a transaction. */
  replace(datasetId: number, found: readonly StoredDisagreement[]): void {
    this.#remove.run(datasetId)
    for (const each of found) this.#insert.run({ datasetId, ...each })
  }

  count(datasetId: number): number {
    return this.#count.get(datasetId) ?? 0
  }

  /** In order of their paths, each with the label that is taken. */
  list(
    { datasetId, generation }: Generation,
    { from, count }: Slice,
  ): (StoredDisagreement & { label: number | null })[] {
    return this.#list.all({ datasetId, generation, from, count })
  }
}
