import type Database from 'better-sqlite3'
import type { Sample } from '../../../shared/sample.ts'
import { ALIVE, type Generation, type ImageRow } from './images.ts'

/** An image that a sample may hold. Its path stands for its content where that was not recorded. */
export type Drawable = Pick<ImageRow, 'id' | 'bytes' | 'content' | 'path'> & { label: number }

type SampleKey = Generation & Pick<Sample, 'seed' | 'images'>

/** Samples of datasets, and which images are in them. */
export class SampleTable {
  readonly #candidates
  readonly #find
  readonly #insert
  readonly #insertImage
  readonly #get

  constructor(db: Database.Database) {
    this.#candidates = db.prepare<Generation, Drawable>(
      `SELECT id, label, bytes, content, path FROM images
       WHERE ${ALIVE} AND fault IS NULL AND label IS NOT NULL ORDER BY path`,
    )
    this.#find = db
      .prepare<SampleKey, number>(
        `SELECT id FROM samples
         WHERE dataset_id = @datasetId AND generation = @generation AND seed = @seed AND images = @images`,
      )
      .pluck()
    this.#insert = db.prepare<SampleKey & Pick<Sample, 'drawnFrom'>>(
      `INSERT INTO samples (dataset_id, generation, seed, images, drawn_from)
       VALUES (@datasetId, @generation, @seed, @images, @drawnFrom)`,
    )
    this.#insertImage = db.prepare<[number, number]>('INSERT INTO sample_images VALUES (?, ?)')
    this.#get = db.prepare<[number], Sample>('SELECT images, drawn_from AS drawnFrom, seed FROM samples WHERE id = ?')
  }

  /** The images that a sample may hold, which a run would evaluate, in order of their path. */
  candidates(set: Generation): Drawable[] {
    return this.#candidates.all(set)
  }

  /** The id of the sample of so many images that was drawn by a seed. */
  find(set: Generation, sample: Pick<Sample, 'seed' | 'images'>): number | undefined {
    return this.#find.get({ ...set, ...sample })
  }

  /** To be called inside a transaction. @returns its id */
  create(set: Generation, sample: Sample, images: readonly number[]): number {
    const id = Number(this.#insert.run({ ...set, ...sample }).lastInsertRowid)
    for (const image of images) this.#insertImage.run(id, image)
    return id
  }

  get(id: number): Sample {
    const row = this.#get.get(id)
    if (!row) throw new Error(`there is no sample ${id}`)
    return row
  }
}
