import type Database from 'better-sqlite3'
import type { MeanImageReference } from '../../../shared/mean-image.ts'
import { ModelDescription } from '../../../shared/model.ts'
import { jsonColumn } from './rows.ts'

export interface ModelRow {
  id: number
  name: string
  file: string
  /** A Caffe network's .caffemodel. */
  weights: string | null
  sha256: string
  description: ModelDescription
  meanImage: MeanImageReference | null
  addedAt: string
  archivedAt: string | null
}

const description = jsonColumn(ModelDescription)
const SELECT = `SELECT models.id, models.name, models.file, weights_file AS weights, models.sha256, description,
  mean_images.sha256 AS meanSha256, mean_images.name AS meanName, models.added_at AS addedAt,
  models.archived_at AS archivedAt
  FROM models LEFT JOIN mean_images ON mean_images.sha256 = models.mean_image`

type StoredModel = Omit<ModelRow, 'description' | 'meanImage'> & {
  description: string
  meanSha256: string | null
  meanName: string | null
}

/** Models are known by the SHA-256 of their content; `file` and `weights` are where that content was last seen. */
export class ModelTable {
  readonly #upsert
  readonly #all
  readonly #bySha
  readonly #byId

  constructor(db: Database.Database) {
    this.#upsert = db.prepare<(string | null)[]>(
      `INSERT INTO main.models (name, file, weights_file, sha256, description, mean_image, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (sha256) DO UPDATE SET name = iif(is_named, name, excluded.name), deletion = NULL, file = excluded.file, weights_file = excluded.weights_file,
         description = excluded.description, mean_image = coalesce(excluded.mean_image, mean_image)`,
    )
    this.#all = db.prepare<[], StoredModel>(`${SELECT} ORDER BY models.name, models.id`)
    this.#bySha = db.prepare<[string], StoredModel>(`${SELECT} WHERE models.sha256 = ?`)
    this.#byId = db.prepare<[number], StoredModel>(`${SELECT} WHERE models.id = ?`)
  }

  /**
   * A model that a person named keeps its name, and one that was deleted is there again.
   * @param meanImage the SHA-256 of one that is saved; without it, a model that is known keeps the one it has
   */
  save(model: Pick<ModelRow, 'name' | 'file' | 'weights' | 'description'>, meanImage?: string): ModelRow {
    const { name, file, weights } = model
    const { sha256 } = model.description
    const text = description.write(model.description)
    this.#upsert.run(name, file, weights, sha256, text, meanImage ?? null, new Date().toISOString())
    const row = this.withContent(sha256)
    if (!row) throw new Error(`model ${sha256} was not saved`)
    return row
  }

  all(): ModelRow[] {
    return this.#all.all().map(read)
  }

  find(id: number): ModelRow | undefined {
    const row = this.#byId.get(id)
    return row && read(row)
  }

  /** The model of this content, whatever its files are called now. */
  withContent(sha256: string): ModelRow | undefined {
    const row = this.#bySha.get(sha256)
    return row && read(row)
  }

  /** For an id that another row refers to. */
  get(id: number): ModelRow {
    const row = this.find(id)
    if (!row) throw new Error(`no model ${id}`)
    return row
  }
}

function read({ meanSha256, meanName, ...row }: StoredModel): ModelRow {
  const meanImage = meanSha256 !== null && meanName !== null ? { sha256: meanSha256, name: meanName } : null
  return { ...row, meanImage, description: description.read(row.description) }
}
