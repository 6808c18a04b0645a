import type Database from 'better-sqlite3'
import type { SkipCount, SkipReason } from '../../../shared/skip.ts'

export interface NewImage {
  path: string
  label: number | null
  bytes: number
  /** The time that the file had when the row was made. */
  mtimeMs: number
  /** What else tells the file's content: see `contentHash`. Null where it could not be read, or was not recorded yet. */
  content: string | null
  width: number | null
  height: number | null
  format: string | null
  colorModel: string | null
  /** How it lies by its EXIF data (image/orientation.ts); null where nobody looked. */
  orientation: number | null
  fault: SkipReason | null
  faultDetail: string | null
  /** Whether it is an image, or claims to be one; nothing else is of the dataset, but known by name. */
  counted: boolean
}

export type ImageRow = Omit<NewImage, 'counted'> & { id: number }

/** Of a row that is never changed, the one thing that moves: the time at which its file was last found to be the same. */
interface Seen {
  seenMs: number
}

/** What re-indexing compares with the folder. */
export type KnownImage = Pick<
  ImageRow,
  'id' | 'path' | 'label' | 'bytes' | 'content' | 'width' | 'height' | 'orientation' | 'fault'
> &
  Seen &
  Pick<NewImage, 'counted'> & {
    /** The file that its boxes were read from, if there was one. */
    boxFile: string | null
    boxBytes: number | null
    boxMtimeMs: number | null
  }

/** What of an image the fingerprint of its dataset is made of. */
export type FingerprintedImage = Pick<ImageRow, 'path' | 'label' | 'bytes' | 'content'>

/** What of an image a list of answers is matched with. */
export type ListedImage = Pick<ImageRow, 'id' | 'path' | 'label' | 'fault'>

type StoredKnown = Omit<KnownImage, 'counted'> & { counted: number }

/** The images of a dataset as they were at one generation: the first `limit` in order of their path, or those of a sample. */
export interface ImageSet {
  datasetId: number
  generation: number
  limit: number | null
  /** Its id. */
  sample: number | null
}

export type Generation = Pick<ImageSet, 'datasetId' | 'generation'>

/** What notes and tags belong to: an image's content, or its file where that is not known. */
export interface ImageIdentity {
  bytes: number
  /** Null where no row of the file has it. */
  content: string | null
  datasetId: number
  path: string
}

/** Where an image lies by now, and what it was when it was indexed. */
export interface ImageLocation extends Pick<ImageRow, 'path' | 'bytes' | 'mtimeMs' | 'content'>, Seen {
  /** See `DatasetRow`. */
  kind: string
  root: string
}

export interface PendingImage extends Pick<ImageRow, 'id' | 'path' | 'bytes' | 'mtimeMs' | 'content'>, Seen {
  label: number
  /** The path at which it lies by now: another one where it was moved since. */
  file: string
  /** Known of every image without a fault. */
  width: number
  height: number
}

const SEEN = 'COALESCE(touched_ms, mtime_ms) AS seenMs'

/** SQL for the rows at a generation, whether they are images or not; takes @datasetId and @generation. */
export const THERE = 'dataset_id = @datasetId AND added <= @generation AND (removed IS NULL OR removed > @generation)'

/** SQL for the images alive at a generation. */
export const ALIVE = `${THERE} AND counted`

/** SQL for whether a row is of a sample, where it is one; takes @sample. */
export const sampled = (row: string) =>
  `(@sample IS NULL OR EXISTS (SELECT 1 FROM sample_images WHERE sample_id = @sample AND image_id = ${row}.id))`

/** SQL for whether a row is there at a generation. */
export const thereAt = (row: string, generation: string) =>
  `(${row}.added <= ${generation} AND (${row}.removed IS NULL OR ${row}.removed > ${generation}))`

/** SQL for where the image of a row lies by now: elsewhere in its dataset where it is not there any more, and its content is. */
const LIES_AT = `
  CASE WHEN removed IS NULL THEN path ELSE COALESCE((
    SELECT now.path FROM images now
    WHERE now.dataset_id = images.dataset_id AND now.content = images.content AND now.bytes = images.bytes
      AND now.removed IS NULL
    ORDER BY now.path <> images.path, now.path LIMIT 1
  ), path) END`

export class ImageTable {
  readonly #insert
  readonly #remove
  readonly #recognise
  readonly #known
  readonly #fingerprinted
  readonly #listed
  readonly #unpublished
  readonly #differ
  readonly #count
  readonly #faults
  readonly #uncounted
  readonly #labelsPresent
  readonly #classesAmong
  readonly #lastPath
  readonly #pending
  readonly #byId
  readonly #location
  readonly #identity

  constructor(db: Database.Database) {
    this.#insert = db.prepare<Omit<NewImage, 'counted'> & { datasetId: number; added: number; counted: number }>(
      `INSERT INTO images (dataset_id, path, label, bytes, mtime_ms, content, width, height, format, color_model, orientation,
         fault, fault_detail, counted, added)
       VALUES (@datasetId, @path, @label, @bytes, @mtimeMs, @content, @width, @height, @format, @colorModel, @orientation,
         @fault, @faultDetail, @counted, @added)`,
    )
    this.#remove = db.prepare<[number, number]>('UPDATE images SET removed = ? WHERE id = ?')
    this.#recognise = db.prepare<[number, string | null, number | null, number]>(
      'UPDATE images SET touched_ms = ?, content = ?, orientation = ? WHERE id = ?',
    )
    this.#known = db.prepare<[number, string, number], StoredKnown>(
      `SELECT id, path, label, images.bytes, content, width, height, orientation, images.fault, counted,
         COALESCE(touched_ms, images.mtime_ms) AS seenMs,
         file AS boxFile, box_files.bytes AS boxBytes, box_files.mtime_ms AS boxMtimeMs
       FROM images LEFT JOIN box_files ON image_id = id
       WHERE dataset_id = ? AND removed IS NULL AND path > ? ORDER BY path LIMIT ?`,
    )
    this.#fingerprinted = db.prepare<Generation & { after: string; count: number }, FingerprintedImage>(
      `SELECT path, label, bytes, content FROM images WHERE ${ALIVE} AND path > @after ORDER BY path LIMIT @count`,
    )
    this.#listed = db.prepare<Generation, ListedImage>(
      `SELECT id, path, label, fault FROM images WHERE ${ALIVE} ORDER BY path`,
    )
    this.#unpublished = db
      .prepare<Generation, number>(
        `SELECT EXISTS (SELECT 1 FROM images
         WHERE dataset_id = @datasetId AND (added > @generation OR removed > @generation))`,
      )
      .pluck()
    this.#differ = db
      .prepare<{ datasetId: number; first: number; second: number; byPath: number }, number>(
        `WITH news AS MATERIALIZED (
           SELECT a.path, a.bytes, a.content, a.label, IIF(${thereAt('a', '@first')}, 1, -1) AS gone FROM images a
           WHERE a.dataset_id = @datasetId AND a.counted AND ${thereAt('a', '@first')} <> ${thereAt('a', '@second')}
         )
         SELECT EXISTS (
           SELECT 1 FROM news a
           WHERE NOT EXISTS (
             SELECT 1 FROM news b
             WHERE b.path = a.path AND b.bytes = a.bytes AND b.label IS a.label AND b.gone <> a.gone
               AND (b.content IS NULL OR a.content IS NULL))
           GROUP BY COALESCE(content, path), bytes, label, IIF(@byPath, path, '') HAVING SUM(gone) <> 0)`,
      )
      .pluck()
    this.#count = db.prepare<Generation, { images: number; bytes: number }>(
      `SELECT COUNT(*) AS images, COALESCE(SUM(bytes), 0) AS bytes FROM images WHERE ${ALIVE}`,
    )
    this.#uncounted = db.prepare<Generation, SkipCount>(
      `SELECT fault AS reason, COUNT(*) AS images FROM images WHERE ${THERE} AND NOT counted AND fault IS NOT NULL
       GROUP BY fault ORDER BY images DESC, fault`,
    )
    this.#faults = db.prepare<Generation, SkipCount>(
      `SELECT fault AS reason, COUNT(*) AS images FROM images WHERE ${ALIVE} AND fault IS NOT NULL
       GROUP BY fault ORDER BY images DESC, fault`,
    )
    this.#labelsPresent = db
      .prepare<Generation, number>(
        `SELECT DISTINCT label FROM images WHERE ${ALIVE} AND fault IS NULL AND label IS NOT NULL ORDER BY label`,
      )
      .pluck()
    this.#classesAmong = db
      .prepare<ImageSet & { limit: number }, number>(
        `SELECT COUNT(DISTINCT label) FROM (SELECT label FROM images WHERE ${ALIVE} ORDER BY path LIMIT @limit)`,
      )
      .pluck()
    this.#lastPath = db
      .prepare<ImageSet & { offset: number }, string>(
        `SELECT path FROM images WHERE ${ALIVE} ORDER BY path LIMIT 1 OFFSET @offset`,
      )
      .pluck()
    this.#pending = db.prepare<PendingQuery, PendingImage>(
      `SELECT id, path, ${LIES_AT} AS file, label, bytes, mtime_ms AS mtimeMs, content, width, height, ${SEEN} FROM images
       WHERE ${ALIVE} AND path > @after AND (@last IS NULL OR path <= @last) AND fault IS NULL AND ${sampled('images')}
         AND NOT EXISTS (SELECT 1 FROM predictions WHERE run_id = @runId AND image_id = images.id)
         AND NOT EXISTS (SELECT 1 FROM skips WHERE run_id = @runId AND image_id = images.id)
       ORDER BY path LIMIT @count`,
    )
    this.#byId = db.prepare<[number], ImageRow>(
      `SELECT id, path, label, bytes, mtime_ms AS mtimeMs, content, width, height, format, color_model AS colorModel, orientation,
         fault, fault_detail AS faultDetail
       FROM images WHERE id = ?`,
    )
    this.#location = db.prepare<[number], ImageLocation>(
      `SELECT kind, root, ${LIES_AT} AS path, images.bytes, mtime_ms AS mtimeMs, content, ${SEEN}
       FROM images JOIN datasets ON datasets.id = dataset_id WHERE images.id = ?`,
    )
    // A row of before contents were recorded may have been followed by one that has it.
    this.#identity = db.prepare<[number], ImageIdentity>(
      `SELECT dataset_id AS datasetId, path, bytes, COALESCE(content, (
         SELECT later.content FROM images later
         WHERE later.dataset_id = images.dataset_id AND later.path = images.path AND later.bytes = images.bytes
           AND later.content IS NOT NULL
         ORDER BY later.id LIMIT 1
       )) AS content
       FROM images WHERE id = ?`,
    )
  }

  get(id: number): ImageRow | undefined {
    return this.#byId.get(id)
  }

  locate(id: number): ImageLocation | undefined {
    return this.#location.get(id)
  }

  /** What the row is of, however often it was indexed. */
  identify(id: number): ImageIdentity | undefined {
    return this.#identity.get(id)
  }

  /** @returns its id */
  insert(datasetId: number, generation: number, image: NewImage): number {
    const row = { ...image, counted: image.counted ? 1 : 0, datasetId, added: generation }
    return Number(this.#insert.run(row).lastInsertRowid)
  }

  /** From `generation` on the image is no longer part of its dataset. */
  remove(id: number, generation: number): void {
    this.#remove.run(generation, id)
  }

  /** Notes that the file has another time and still the same content, or what its content is, and how it lies. */
  recognise(id: number, { seenMs, content, orientation }: Seen & Pick<ImageRow, 'content' | 'orientation'>): void {
    this.#recognise.run(seenMs, content, orientation, id)
  }

  /** The images not yet removed, and what else is known by name, a page at a time in order of their path. */
  known(datasetId: number, after: string, count: number): KnownImage[] {
    return this.#known.all(datasetId, after, count).map((row) => ({ ...row, counted: row.counted === 1 }))
  }

  /** The images of a generation, published or not, a page at a time in order of their path. */
  fingerprinted(set: Generation, after: string, count: number): FingerprintedImage[] {
    return this.#fingerprinted.all({ ...set, after, count })
  }

  /** The images of a generation, those with a fault too, in order of their path. */
  listed(set: Generation): ListedImage[] {
    return this.#listed.all(set)
  }

  /** Whether indexing has found changes that no published generation holds yet. */
  hasUnpublished(datasetId: number, generation: number): boolean {
    return this.#unpublished.get({ datasetId, generation }) === 1
  }

  /**
   * Whether a generation holds an image that another lacks: another content, or another label; where it lies is of no account.
   * @param byPath whether it is, as for the first images in order of their path
   */
  differ(datasetId: number, first: number, second: number, { byPath = false } = {}): boolean {
    return this.#differ.get({ datasetId, first, second, byPath: byPath ? 1 : 0 }) === 1
  }

  count(datasetId: number, generation: number): { images: number; bytes: number; classesPresent: number } {
    const set = { datasetId, generation }
    return {
      ...(this.#count.get(set) ?? { images: 0, bytes: 0 }),
      classesPresent: this.labelsPresent(datasetId, generation).length,
    }
  }

  /** The classes that a run would find images of, by their canonical indices, ascending. */
  labelsPresent(datasetId: number, generation: number): number[] {
    return this.#labelsPresent.all({ datasetId, generation })
  }

  /** How many classes the first images of a dataset are of. */
  classesAmong(set: ImageSet & { limit: number }): number {
    return this.#classesAmong.get(set) ?? 0
  }

  faults(datasetId: number, generation: number): SkipCount[] {
    return this.#faults.all({ datasetId, generation })
  }

  /** What is known by name and is no image, by why. */
  uncounted(datasetId: number, generation: number): SkipCount[] {
    return this.#uncounted.all({ datasetId, generation })
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
