import type Database from 'better-sqlite3'
import type { SkipCount, SkipReason } from '../../../shared/skip.ts'

export interface NewImage {
  path: string
  label: number | null
  bytes: number
  mtimeMs: number
  width: number | null
  height: number | null
  format: string | null
  colorModel: string | null
  fault: SkipReason | null
  faultDetail: string | null
}

export type ImageRow = NewImage & { id: number }

/** What re-indexing compares with the folder. */
export type KnownImage = Pick<ImageRow, 'id' | 'path' | 'label' | 'bytes' | 'mtimeMs' | 'fault'>

/** The images of a dataset as they were at one generation, the first `limit` in order of their path. */
export interface ImageSet {
  datasetId: number
  generation: number
  limit: number | null
}

type Generation = Pick<ImageSet, 'datasetId' | 'generation'>

/** A file, however often it was indexed: what notes and tags belong to. */
export interface FileIdentity {
  datasetId: number
  path: string
  bytes: number
}

/** Where an image's file lies, and what it was when it was indexed. */
export interface ImageLocation {
  root: string
  path: string
  bytes: number
  mtimeMs: number
}

export interface PendingImage {
  id: number
  path: string
  label: number
  bytes: number
  mtimeMs: number
  /** Known of every image without a fault. */
  width: number
  height: number
}

/** SQL for the rows alive at a generation; takes @datasetId and @generation. */
export const ALIVE = 'dataset_id = @datasetId AND added <= @generation AND (removed IS NULL OR removed > @generation)'

export class ImageTable {
  readonly #insert
  readonly #remove
  readonly #known
  readonly #unpublished
  readonly #count
  readonly #faults
  readonly #classesPresent
  readonly #lastPath
  readonly #pending
  readonly #byId
  readonly #location
  readonly #identity

  constructor(db: Database.Database) {
    this.#insert = db.prepare<NewImage & { datasetId: number; added: number }>(
      `INSERT INTO images (dataset_id, path, label, bytes, mtime_ms, width, height, format, color_model, fault,
         fault_detail, added)
       VALUES (@datasetId, @path, @label, @bytes, @mtimeMs, @width, @height, @format, @colorModel, @fault,
         @faultDetail, @added)`,
    )
    this.#remove = db.prepare<[number, number]>('UPDATE images SET removed = ? WHERE id = ?')
    this.#known = db.prepare<[number, string, number], KnownImage>(
      `SELECT id, path, label, bytes, mtime_ms AS mtimeMs, fault FROM images
       WHERE dataset_id = ? AND removed IS NULL AND path > ? ORDER BY path LIMIT ?`,
    )
    this.#unpublished = db
      .prepare<Generation, number>(
        `SELECT EXISTS (SELECT 1 FROM images
         WHERE dataset_id = @datasetId AND (added > @generation OR removed > @generation))`,
      )
      .pluck()
    this.#count = db.prepare<Generation, { images: number; bytes: number }>(
      `SELECT COUNT(*) AS images, COALESCE(SUM(bytes), 0) AS bytes FROM images WHERE ${ALIVE}`,
    )
    this.#faults = db.prepare<Generation, SkipCount>(
      `SELECT fault AS reason, COUNT(*) AS images FROM images WHERE ${ALIVE} AND fault IS NOT NULL
       GROUP BY fault ORDER BY images DESC, fault`,
    )
    this.#classesPresent = db
      .prepare<Generation, number>(`SELECT COUNT(DISTINCT label) FROM images WHERE ${ALIVE} AND fault IS NULL`)
      .pluck()
    this.#lastPath = db
      .prepare<ImageSet & { offset: number }, string>(
        `SELECT path FROM images WHERE ${ALIVE} ORDER BY path LIMIT 1 OFFSET @offset`,
      )
      .pluck()
    this.#pending = db.prepare<PendingQuery, PendingImage>(
      `SELECT id, path, label, bytes, mtime_ms AS mtimeMs, width, height FROM images
       WHERE ${ALIVE} AND path > @after AND (@last IS NULL OR path <= @last) AND fault IS NULL
         AND NOT EXISTS (SELECT 1 FROM predictions WHERE run_id = @runId AND image_id = images.id)
         AND NOT EXISTS (SELECT 1 FROM skips WHERE run_id = @runId AND image_id = images.id)
       ORDER BY path LIMIT @count`,
    )
    this.#byId = db.prepare<[number], ImageRow>(
      `SELECT id, path, label, bytes, mtime_ms AS mtimeMs, width, height, format, color_model AS colorModel, fault,
         fault_detail AS faultDetail
       FROM images WHERE id = ?`,
    )
    this.#location = db.prepare<[number], ImageLocation>(
      `SELECT root, path, images.bytes, mtime_ms AS mtimeMs
       FROM images JOIN datasets ON datasets.id = dataset_id WHERE images.id = ?`,
    )
    this.#identity = db.prepare<[number], FileIdentity>(
      'SELECT dataset_id AS datasetId, path, bytes FROM images WHERE id = ?',
    )
  }

  get(id: number): ImageRow | undefined {
    return this.#byId.get(id)
  }

  locate(id: number): ImageLocation | undefined {
    return this.#location.get(id)
  }

  /** The file that the row is of. */
  identify(id: number): FileIdentity | undefined {
    return this.#identity.get(id)
  }

  insert(datasetId: number, generation: number, image: NewImage): void {
    this.#insert.run({ ...image, datasetId, added: generation })
  }

  /** From `generation` on the image is no longer part of its dataset. */
  remove(id: number, generation: number): void {
    this.#remove.run(generation, id)
  }

  /** The images not yet removed, a page at a time in order of their path. */
  known(datasetId: number, after: string, count: number): KnownImage[] {
    return this.#known.all(datasetId, after, count)
  }

  /** Whether indexing has found changes that no published generation holds yet. */
  hasUnpublished(datasetId: number, generation: number): boolean {
    return this.#unpublished.get({ datasetId, generation }) === 1
  }

  count(datasetId: number, generation: number): { images: number; bytes: number; classesPresent: number } {
    const set = { datasetId, generation }
    return {
      ...(this.#count.get(set) ?? { images: 0, bytes: 0 }),
      classesPresent: this.#classesPresent.get(set) ?? 0,
    }
  }

  faults(datasetId: number, generation: number): SkipCount[] {
    return this.#faults.all({ datasetId, generation })
  }

  /** The path of the set's last image; null where the set is the whole dataset. */
  lastPath(set: ImageSet): string | null {
    if (set.limit === null) return null
    return this.#lastPath.get({ ...set, offset: set.limit - 1 }) ?? null
  }

  /** The next images that the run has neither predicted nor skipped, in order of their path. */
  pending(set: ImageSet, runId: number, after: string, last: string | null, count: number): PendingImage[] {
    return this.#pending.all({ ...set, runId, after, last, count })
  }
}

interface PendingQuery extends ImageSet {
  runId: number
  after: string
  last: string | null
  count: number
}
