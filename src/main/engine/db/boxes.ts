import type Database from 'better-sqlite3'
import type { Box } from '../../../shared/box.ts'
import type { DamagedFile, FilePage } from '../../../shared/skip.ts'
import { ALIVE, type Generation } from './images.ts'

/** A file that says where the objects of an image lie: what tells it from one that took its place, and what it says. */
export interface BoxFile {
  /** In the folder that the dataset's boxes lie in. */
  file: string
  bytes: number
  mtimeMs: number
  /** Why nothing of it can be used; null where it can. */
  fault: string | null
  boxes: readonly Box[]
}

/** An image's size in pixels, and where its objects lie in it. */
export interface BoxedImage {
  width: number
  height: number
  /** How it lies by its EXIF data (image/orientation.ts). */
  orientation: number
  boxes: Omit<Box, 'name'>[]
}

type StoredBox = readonly [
  imageId: number,
  width: number,
  height: number,
  orientation: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
]

/** Where the objects of images lie. */
export class BoxTable {
  readonly #insertFile
  readonly #insert
  readonly #remove
  readonly #count
  readonly #faults
  readonly #unusable
  readonly #between

  constructor(db: Database.Database) {
    this.#insertFile = db.prepare<[number, string, number, number, string | null]>(
      'INSERT INTO box_files VALUES (?, ?, ?, ?, ?)',
    )
    this.#insert = db.prepare<[number, number, string, number, number, number, number]>(
      'INSERT INTO boxes VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    this.#remove = db.prepare<[number]>('DELETE FROM box_files WHERE image_id = ?')
    this.#count = db
      .prepare<Generation, number>(
        `SELECT COUNT(*) FROM images WHERE ${ALIVE} AND EXISTS (SELECT 1 FROM boxes WHERE image_id = images.id)`,
      )
      .pluck()
    // In this order: few files are faulty, and left to itself SQLite would look at all images.
    const faulty = `FROM box_files INDEXED BY box_files_faulty CROSS JOIN images ON images.id = image_id
       WHERE box_files.fault IS NOT NULL AND ${ALIVE}`
    this.#faults = db.prepare<Generation, number>(`SELECT COUNT(*) ${faulty}`).pluck()
    this.#unusable = db.prepare<Generation & FilePage, DamagedFile>(
      `SELECT path, file || ': ' || box_files.fault AS detail ${faulty} AND path > @after ORDER BY path LIMIT @count`,
    )
    // Known of every image that has boxes, its size is.
    this.#between = db
      .prepare<[number, number], StoredBox>(
        `SELECT image_id, width, height, COALESCE(orientation, 1), "left", top, "right", bottom
         FROM boxes JOIN images ON images.id = image_id WHERE image_id BETWEEN ? AND ? ORDER BY image_id, position`,
      )
      .raw()
  }

  /** What an image's file says, in place of what it said before. To be called inside a transaction. */
  replace(imageId: number, { file, bytes, mtimeMs, fault, boxes }: BoxFile): void {
    this.remove(imageId)
    this.#insertFile.run(imageId, file, bytes, mtimeMs, fault)
    for (const [i, { name, left, top, right, bottom }] of boxes.entries())
      this.#insert.run(imageId, i, name, left, top, right, bottom)
  }

  remove(imageId: number): void {
    this.#remove.run(imageId)
  }

  /** The images that have boxes, by their ids, from one to another. */
  between(first: number, last: number): Map<number, BoxedImage> {
    const images = new Map<number, BoxedImage>()
    for (const [id, width, height, orientation, left, top, right, bottom] of this.#between.all(first, last)) {
      const image = images.get(id) ?? { width, height, orientation, boxes: [] }
      images.set(id, image)
      image.boxes.push({ left, top, right, bottom })
    }
    return images
  }

  /** How many images of a dataset have at least one box. */
  count(datasetId: number, generation: number): number {
    return this.#count.get({ datasetId, generation }) ?? 0
  }

  /** How many of its images have a file of boxes that nothing could be read from. */
  faults(datasetId: number, generation: number): number {
    return this.#faults.get({ datasetId, generation }) ?? 0
  }

  /** These images, each with the file and why, in order of their paths. */
  unusable(datasetId: number, generation: number, page: FilePage): DamagedFile[] {
    return this.#unusable.all({ datasetId, generation, ...page })
  }
}
