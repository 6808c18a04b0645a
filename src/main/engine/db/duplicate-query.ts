import type Database from 'better-sqlite3'
import type { Slice } from '../../../shared/found-files.ts'
import { ALIVE, type Generation } from './images.ts'

/** A file with an image that its dataset has under another name already: the first one in order of their paths. */
export interface Duplicate {
  image: number
  path: string
  label: number
  sameAsImage: number
  sameAs: string
  sameAsLabel: number
}

/** How many such files there are; how many of them have another label than the first, one of which must be wrong. */
interface DuplicateCount {
  files: number
  conflicts: number
  /** The first to be listed; null where there is none. */
  example: Duplicate | null
}

/**
 * By size and content, which is a hash of the first 16 KiB and the last KiB: images that differ only between the two are
 * taken for duplicates. An index that has all of it tells which are there twice, and only these are looked at.
 */
const DUPLICATES = `
  WITH twice AS MATERIALIZED (
    SELECT content, bytes FROM images INDEXED BY images_by_content
    WHERE content IS NOT NULL AND ${ALIVE} GROUP BY content, bytes HAVING COUNT(*) > 1
  ), placed AS (
    SELECT id AS image, path, label, FIRST_VALUE(id) OVER same AS sameAsImage, FIRST_VALUE(path) OVER same AS sameAs, FIRST_VALUE(label) OVER same AS sameAsLabel
    FROM twice CROSS JOIN images
      ON images.dataset_id = @datasetId AND images.content = twice.content AND images.bytes = twice.bytes
    WHERE ${ALIVE} AND fault IS NULL
    WINDOW same AS (PARTITION BY images.content, images.bytes ORDER BY path)
  ), duplicates AS (
    SELECT *, label <> sameAsLabel AS isConflict FROM placed WHERE path <> sameAs
  )`

/** Finds the images of a dataset that lie in it more than once, of those that can be used. */
export class DuplicateQuery {
  readonly #count
  readonly #list

  constructor(db: Database.Database) {
    this.#count = db.prepare<Generation, Omit<DuplicateCount, 'example'>>(
      `${DUPLICATES} SELECT COUNT(*) AS files, COALESCE(SUM(isConflict), 0) AS conflicts FROM duplicates`,
    )
    this.#list = db.prepare<Generation & Slice, Duplicate>(
      `${DUPLICATES} SELECT image, path, label, sameAsImage, sameAs, sameAsLabel FROM duplicates
       ORDER BY MAX(isConflict) OVER (PARTITION BY sameAs) DESC, sameAs, isConflict DESC, path LIMIT @count OFFSET @from`,
    )
  }

  count(set: Generation): DuplicateCount {
    const { files = 0, conflicts = 0 } = this.#count.get(set) ?? {}
    return { files, conflicts, example: files > 0 ? (this.list(set, { from: 0, count: 1 })[0] ?? null) : null }
  }

  /**
   * All names of an image together, by the first one's path, those first of which one has another label; and such a one
   * before the others.
   */
  list({ datasetId, generation }: Generation, { from, count }: Slice): Duplicate[] {
    return this.#list.all({ datasetId, generation, from, count })
  }
}
