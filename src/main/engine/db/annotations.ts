import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { TagInUse } from '../../../shared/annotation.ts'
import { ALIVE, type FileIdentity, type ImageSet } from './images.ts'
import { jsonColumn } from './rows.ts'

export interface AnnotationRow {
  image: number
  path: string
  label: number | null
  note: string
  tags: string[]
}

type Generation = Pick<ImageSet, 'datasetId' | 'generation'>
type StoredAnnotation = Omit<AnnotationRow, 'tags'> & { tags: string }
type StoredTag = Omit<TagInUse, 'datasets'> & { datasets: string }

const IS_FILE = 'dataset_id = @datasetId AND path = @path AND bytes = @bytes'

const textList = jsonColumn(z.array(z.string()))

/** Notes and tags. */
export class AnnotationTable {
  readonly #note
  readonly #tags
  readonly #setNote
  readonly #removeNote
  readonly #addTag
  readonly #removeTags
  readonly #tagsInUse
  readonly #list

  constructor(db: Database.Database) {
    this.#note = db.prepare<FileIdentity, string>(`SELECT note FROM notes WHERE ${IS_FILE}`).pluck()
    this.#tags = db.prepare<FileIdentity, string>(`SELECT tag FROM tags WHERE ${IS_FILE} ORDER BY tag`).pluck()
    this.#setNote = db.prepare<FileIdentity & { note: string }>(
      `INSERT INTO notes VALUES (@datasetId, @path, @bytes, @note)
       ON CONFLICT (dataset_id, path, bytes) DO UPDATE SET note = excluded.note`,
    )
    this.#removeNote = db.prepare<FileIdentity>(`DELETE FROM notes WHERE ${IS_FILE}`)
    this.#addTag = db.prepare<FileIdentity & { tag: string }>(
      'INSERT OR IGNORE INTO tags VALUES (@datasetId, @path, @bytes, @tag)',
    )
    this.#removeTags = db.prepare<FileIdentity>(`DELETE FROM tags WHERE ${IS_FILE}`)
    this.#tagsInUse = db.prepare<[], StoredTag>(
      `SELECT tag, COUNT(*) AS images, json_group_array(DISTINCT name ORDER BY name) AS datasets
       FROM tags JOIN datasets ON datasets.id = dataset_id
       GROUP BY tag ORDER BY COUNT(*) DESC, tag`,
    )
    this.#list = db.prepare<Generation, StoredAnnotation>(
      `WITH written AS (
         SELECT path, bytes, note, NULL AS tag FROM notes WHERE dataset_id = @datasetId
         UNION ALL SELECT path, bytes, NULL, tag FROM tags WHERE dataset_id = @datasetId
       ), annotated AS MATERIALIZED (
         SELECT path, bytes, COALESCE(MAX(note), '') AS note,
           json_group_array(tag) FILTER (WHERE tag IS NOT NULL) AS tags
         FROM written GROUP BY path, bytes
       )
       SELECT images.id AS image, path, label, note, tags
       FROM annotated CROSS JOIN images USING (path, bytes)
       WHERE ${ALIVE}
       ORDER BY path`,
    )
  }

  get(file: FileIdentity): { note: string; tags: string[] } {
    return { note: this.#note.get(file) ?? '', tags: this.#tags.all(file) }
  }

  setNote(file: FileIdentity, note: string): void {
    if (note === '') this.#removeNote.run(file)
    else this.#setNote.run({ ...file, note })
  }

  /** To be called inside a transaction. */
  setTags(file: FileIdentity, tags: readonly string[]): void {
    this.#removeTags.run(file)
    for (const tag of tags) this.#addTag.run({ ...file, tag })
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
}
