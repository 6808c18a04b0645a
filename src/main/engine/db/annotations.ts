import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { TagInUse } from '../../../shared/annotation.ts'
import { ALIVE, type Generation, type ImageIdentity } from './images.ts'
import { jsonColumn } from './rows.ts'
import { taggedImages } from './tagged-images.ts'
import { Written, writtenPlaces as places, type Place } from './written.ts'

export interface AnnotationRow {
  image: number
  path: string
  label: number | null
  note: string
  tags: string[]
}

type StoredAnnotation = Omit<AnnotationRow, 'tags'> & { tags: string }
type StoredTag = Omit<TagInUse, 'datasets'> & { datasets: string }

const textList = jsonColumn(z.array(z.string()))

/** What is written in one place, an image a row, to be joined with the images. */
const gathered = ({ notes, tags, key }: Place, where = '') => `
  SELECT ${key}, COALESCE(MAX(note), '') AS note, json_group_array(tag) FILTER (WHERE tag IS NOT NULL) AS tags
  FROM (
    SELECT ${key}, note, NULL AS tag FROM ${notes} ${where} UNION ALL SELECT ${key}, NULL, tag FROM ${tags} ${where}
  ) GROUP BY ${key}`

/** Notes and tags. */
export class AnnotationTable {
  readonly #ofImages
  readonly #ofFiles
  readonly #isUnsettled
  readonly #unsettled
  readonly #tagsInUse
  readonly #list
  readonly #tagged

  constructor(db: Database.Database) {
    this.#ofImages = new Written<ImageIdentity>(db, places.image)
    this.#ofFiles = new Written<ImageIdentity>(db, places.file)
    this.#isUnsettled = db
      .prepare<{ datasetId: number }, number>(
        `SELECT EXISTS (SELECT 1 FROM notes WHERE dataset_id = @datasetId)
           OR EXISTS (SELECT 1 FROM tags WHERE dataset_id = @datasetId)`,
      )
      .pluck()
    this.#unsettled = db.prepare<{ datasetId: number }, Omit<ImageIdentity, 'content'> & { content: string }>(
      `WITH written AS MATERIALIZED (
         SELECT dataset_id, path, bytes FROM notes WHERE dataset_id = @datasetId
         UNION SELECT dataset_id, path, bytes FROM tags WHERE dataset_id = @datasetId
       )
       SELECT DISTINCT dataset_id AS datasetId, path, bytes, content
       FROM written CROSS JOIN images USING (dataset_id, path, bytes) WHERE content IS NOT NULL ORDER BY path, content`,
    )
    this.#tagsInUse = db.prepare<[], StoredTag>(
      `WITH used AS (
         SELECT tag, COUNT(*) AS images FROM (SELECT tag FROM image_tags UNION ALL SELECT tag FROM tags) GROUP BY tag
       )
       SELECT tag, images, (
         SELECT json_group_array(name ORDER BY name) FROM datasets
         WHERE EXISTS (SELECT 1 FROM tags WHERE tags.tag = used.tag AND dataset_id = datasets.id)
           OR EXISTS (
             SELECT 1 FROM image_tags CROSS JOIN images
               ON dataset_id = datasets.id AND images.content = image_tags.content AND images.bytes = image_tags.bytes
             WHERE image_tags.tag = used.tag)
       ) AS datasets
       FROM used ORDER BY images DESC, tag`,
    )
    this.#tagged = db.prepare<{ datasetId: number; tag: string }, number>(taggedImages('@datasetId')).pluck()
    this.#list = db.prepare<Generation, StoredAnnotation>(
      `WITH images_written AS MATERIALIZED (${gathered(places.image)}),
         files_written AS MATERIALIZED (${gathered(places.file, 'WHERE dataset_id = @datasetId')})
       SELECT images.id AS image, path, label, note, tags
       FROM images_written CROSS JOIN images
         ON dataset_id = @datasetId AND images.content = images_written.content AND images.bytes = images_written.bytes
       WHERE ${ALIVE}
       UNION ALL
       SELECT images.id, images.path, label, note, tags
       FROM files_written CROSS JOIN images USING (dataset_id, path, bytes)
       WHERE ${ALIVE} AND content IS NULL
       ORDER BY path`,
    )
  }

  get(image: ImageIdentity): { note: string; tags: string[] } {
    return this.#of(image).get(image)
  }

  setNote(image: ImageIdentity, note: string): void {
    this.#of(image).setNote(image, note)
  }

  /** To be called inside a transaction. */
  setTags(image: ImageIdentity, tags: readonly string[]): void {
    this.#of(image).setTags(image, tags)
  }

  /** Whether notes or tags of a dataset wait for the contents of their files. */
  isUnsettled(datasetId: number): boolean {
    return this.#isUnsettled.get({ datasetId }) === 1
  }

  /**
   * Moves notes and tags over to the contents that are known by now. Where there is another note, both are kept, a line each.
   * To be called inside a transaction.
   */
  settle(datasetId: number): void {
    const all = this.#unsettled.all({ datasetId }).map((image) => ({ image, ...this.#ofFiles.get(image) }))
    for (const { image, note, tags } of all) {
      const there = this.#ofImages.get(image).note
      const isSaid = note === '' || `\n${there}\n`.includes(`\n${note}\n`)
      if (!isSaid) this.#ofImages.setNote(image, there === '' ? note : `${there}\n${note}`)
      this.#ofImages.addTags(image, tags)
    }
    for (const { image } of all) {
      this.#ofFiles.setNote(image, '')
      this.#ofFiles.setTags(image, [])
    }
  }

  /** The ids of a dataset's images that have a tag, in no order. */
  imagesWith(datasetId: number, tag: string): number[] {
    return this.#tagged.all({ datasetId, tag })
  }

  /** Of all datasets, the most used first. */
  tagsInUse(): TagInUse[] {
    return this.#tagsInUse.all().map((row) => ({ ...row, datasets: textList.read(row.datasets) }))
  }

  /** The annotated images of a generation in order of their path. */
  list(datasetId: number, generation: number): AnnotationRow[] {
    return this.#list
      .all({ datasetId, generation })
      .map((row) => ({ ...row, tags: textList.read(row.tags).toSorted() }))
  }

  #of({ content }: ImageIdentity): Written<ImageIdentity> {
    return content === null ? this.#ofFiles : this.#ofImages
  }
}
