import type Database from 'better-sqlite3'

/** Where notes and tags lie, and what of an identity they are found by. */
export const writtenPlaces = {
  image: {
    notes: 'image_notes',
    tags: 'image_tags',
    key: 'content, bytes',
    at: 'content = @content AND bytes = @bytes',
  },
  file: {
    notes: 'notes',
    tags: 'tags',
    key: 'dataset_id, path, bytes',
    at: 'dataset_id = @datasetId AND path = @path AND bytes = @bytes',
  },
  run: { notes: 'run_notes', tags: 'run_tags', key: 'run_id', at: 'run_id = @runId' },
} as const

export type Place = (typeof writtenPlaces)[keyof typeof writtenPlaces]

const valuesOf = (key: string) =>
  key.replace('dataset_id', 'datasetId').replace('run_id', 'runId').replaceAll(/\w+/g, '@$&')

/** The notes and tags of one of these places. */
export class Written<Identity extends object> {
  readonly #note
  readonly #tags
  readonly #setNote
  readonly #removeNote
  readonly #addTag
  readonly #removeTags

  constructor(db: Database.Database, { notes, tags, key, at }: Place) {
    this.#note = db.prepare<Identity, string>(`SELECT note FROM ${notes} WHERE ${at}`).pluck()
    this.#tags = db.prepare<Identity, string>(`SELECT tag FROM ${tags} WHERE ${at} ORDER BY tag`).pluck()
    this.#setNote = db.prepare<Identity & { note: string }>(
      `INSERT INTO ${notes} (${key}, note) VALUES (${valuesOf(key)}, @note)
       ON CONFLICT (${key}) DO UPDATE SET note = excluded.note`,
    )
    this.#removeNote = db.prepare<Identity>(`DELETE FROM ${notes} WHERE ${at}`)
    this.#addTag = db.prepare<Identity & { tag: string }>(
      `INSERT OR IGNORE INTO ${tags} (${key}, tag) VALUES (${valuesOf(key)}, @tag)`,
    )
    this.#removeTags = db.prepare<Identity>(`DELETE FROM ${tags} WHERE ${at}`)
  }

  get(of: Identity): { note: string; tags: string[] } {
    return { note: this.#note.get(of) ?? '', tags: this.#tags.all(of) }
  }

  setNote(of: Identity, note: string): void {
    if (note === '') this.#removeNote.run(of)
    else this.#setNote.run({ ...of, note })
  }

  setTags(of: Identity, tags: readonly string[]): void {
    this.#removeTags.run(of)
    this.addTags(of, tags)
  }

  addTags(of: Identity, tags: readonly string[]): void {
    for (const tag of tags) this.#addTag.run({ ...of, tag })
  }
}
