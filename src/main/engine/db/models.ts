import type Database from 'better-sqlite3'
import { ModelDescription } from '../../../shared/model.ts'
import { jsonColumn } from './rows.ts'

export interface ModelRow {
  id: number
  name: string
  file: string
  sha256: string
  description: ModelDescription
  addedAt: string
}

const description = jsonColumn(ModelDescription)
const COLUMNS = 'id, name, file, sha256, description, added_at AS addedAt'

type StoredModel = Omit<ModelRow, 'description'> & { description: string }

/** Models are known by the SHA-256 of their content; `file` is where that content was last seen. */
export class ModelTable {
  readonly #upsert
  readonly #all
  readonly #bySha
  readonly #byId

  constructor(db: Database.Database) {
    this.#upsert = db.prepare<[string, string, string, string, string]>(
      `INSERT INTO models (name, file, sha256, description, added_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (sha256) DO UPDATE SET name = excluded.name, file = excluded.file, description = excluded.description`,
    )
    this.#all = db.prepare<[], StoredModel>(`SELECT ${COLUMNS} FROM models ORDER BY name, id`)
    this.#bySha = db.prepare<[string], StoredModel>(`SELECT ${COLUMNS} FROM models WHERE sha256 = ?`)
    this.#byId = db.prepare<[number], StoredModel>(`SELECT ${COLUMNS} FROM models WHERE id = ?`)
  }

  save(model: Pick<ModelRow, 'name' | 'file' | 'description'>): ModelRow {
    const { name, file } = model
    const { sha256 } = model.description
    this.#upsert.run(name, file, sha256, description.write(model.description), new Date().toISOString())
    const row = this.#bySha.get(sha256)
    if (!row) throw new Error(`model ${sha256} was not saved`)
    return read(row)
  }

  all(): ModelRow[] {
    return this.#all.all().map(read)
  }

  find(id: number): ModelRow | undefined {
    const row = this.#byId.get(id)
    return row && read(row)
  }

  /** For an id that another row refers to. */
  get(id: number): ModelRow {
    const row = this.find(id)
    if (!row) throw new Error(`no model ${id}`)
    return row
  }
}

function read(row: StoredModel): ModelRow {
  return { ...row, description: description.read(row.description) }
}
