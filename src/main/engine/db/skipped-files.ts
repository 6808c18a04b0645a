import type Database from 'better-sqlite3'
import type { Slice } from '../../../shared/found-files.ts'
import type { DamagedFile, FilePage, ListedSkip } from '../../../shared/skip.ts'
import { ALIVE, THERE, type Generation } from './images.ts'

/** Of a dataset at a generation, the images that runs skip, or what is known by name and no image. */
export interface DatasetFaults {
  datasetId: number
  generation: number
  counted: boolean
}

const DAMAGED_IN = `
  FROM (SELECT image_id, MIN(detail) AS detail FROM damages
    WHERE run_id IN (SELECT id FROM runs WHERE dataset_id = @datasetId) GROUP BY image_id)
  JOIN images ON images.id = image_id WHERE ${ALIVE}`

/**
 * The files that have no prediction, each with why, in order of their path and a page at a time: as indexing found them,
 * and as a run did.
 */
export class SkippedFileQuery {
  readonly #ofDataset
  readonly #ofRun
  readonly #damaged
  readonly #damagedIn
  readonly #countDamagedIn

  constructor(db: Database.Database) {
    // By the index of the few files with a fault: of their own accord, a page would look through all images for them.
    this.#ofDataset = db.prepare<FilePage & Omit<DatasetFaults, 'counted'> & { counted: number }, ListedSkip>(
      `SELECT id AS image, path, fault AS reason, COALESCE(fault_detail, '') AS detail FROM images INDEXED BY images_faulty
       WHERE ${THERE} AND fault IS NOT NULL AND counted = @counted AND path > @after ORDER BY path LIMIT @count`,
    )
    this.#ofRun = db.prepare<FilePage & { run: number }, ListedSkip>(
      `SELECT image_id AS image, path, reason, detail FROM skips JOIN images ON images.id = image_id
       WHERE run_id = @run AND path > @after ORDER BY path LIMIT @count`,
    )
    this.#damagedIn = db.prepare<Generation & Slice, DamagedFile>(
      `SELECT path, detail ${DAMAGED_IN} ORDER BY path LIMIT @count OFFSET @from`,
    )
    this.#countDamagedIn = db.prepare<Generation, number>(`SELECT COUNT(*) ${DAMAGED_IN}`).pluck()
    this.#damaged = db.prepare<FilePage & { run: number }, DamagedFile>(
      `SELECT path, detail FROM damages JOIN images ON images.id = image_id
       WHERE run_id = @run AND path > @after ORDER BY path LIMIT @count`,
    )
  }

  /** Of the files that any run on a dataset did evaluate, those of it that are damaged, in order of their paths. */
  damagedIn({ datasetId, generation }: Generation, { from, count }: Slice): DamagedFile[] {
    return this.#damagedIn.all({ datasetId, generation, from, count })
  }

  countDamagedIn({ datasetId, generation }: Generation): number {
    return this.#countDamagedIn.get({ datasetId, generation }) ?? 0
  }

  /** Of the files that a run did evaluate, those that are damaged. */
  damaged(run: number, page: FilePage): DamagedFile[] {
    return this.#damaged.all({ run, ...page })
  }

  ofDataset({ counted, ...set }: DatasetFaults, page: FilePage): ListedSkip[] {
    return this.#ofDataset.all({ ...set, counted: counted ? 1 : 0, ...page })
  }

  ofRun(run: number, page: FilePage): ListedSkip[] {
    return this.#ofRun.all({ run, ...page })
  }
}
