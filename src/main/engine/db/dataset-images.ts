import type Database from 'better-sqlite3'
import type { DatasetFilter, DatasetOrder } from '../../../shared/dataset-contents.ts'
import type { SkipReason } from '../../../shared/skip.ts'
import { ALIVE, type Generation } from './images.ts'
import { NO_ANSWER } from '../../../shared/results.ts'
import { taggedImages } from './tagged-images.ts'

/** What each order sorts by, and whether it begins at the high end. */
const orders: Record<DatasetOrder, { by: string; descending: boolean }> = {
  file: { by: 'path', descending: false },
  class: { by: 'label', descending: false },
  pixels: { by: 'width * height', descending: true },
  ratio: { by: 'CAST(width AS REAL) / height', descending: true },
}

type Parameters = Omit<DatasetFilter, 'order' | 'reversed'> & Generation

/** What is selected, as it is filtered: a text, a tag or a run's answers are joined only where they are asked for. */
function select({ label, use, format, text, tag, run, answer }: DatasetFilter): string {
  const conditions = [
    ...(label === null ? [] : ['label = @label']),
    ...(use === 'any' ? [] : [`fault IS ${use === 'usable' ? '' : 'NOT '}NULL`]),
    ...(format === '' ? [] : ['format = @format']),
    ...(text === ''
      ? []
      : [
          `(instr(lower(path), @text) OR label IN (
             SELECT class_index FROM classes
             WHERE dataset_id = @datasetId AND (instr(lower(name), @text) OR instr(lower(wnid), @text))))`,
        ]),
    ...(tag === '' ? [] : [`id IN (${taggedImages('@datasetId')})`]),
    ...(run === null || answer === 'any'
      ? []
      : [`id IN (SELECT image_id FROM predictions WHERE run_id = @run AND rank ${answer === 'right' ? '=' : '<>'} 0)`]),
  ]
  return `SELECT id FROM images WHERE ${[ALIVE, ...conditions].join(' AND ')}`
}

function orderBy({ order, reversed }: DatasetFilter): string {
  const { by, descending } = orders[order]
  const direction = descending === reversed ? 'ASC' : 'DESC'
  // By the path alone an index has the order already.
  return order === 'file' ? `path ${direction}` : `${by} ${direction} NULLS LAST, path`
}

export interface ImageInDataset {
  image: number
  path: string
  label: number | null
  width: number | null
  height: number | null
  fault: SkipReason | null
  /** Null where there is no run, or it has no prediction of the image. */
  rank: number | null
  /** Null as well where the network gave no answer. */
  predicted: number | null
}

export interface SizeCount {
  width: number
  height: number
  images: number
}

export interface FormatCount {
  format: string
  colorModel: string
  images: number
}

/** What a dataset holds at a generation: its images by a filter, and counts of them. */
export class DatasetImageQuery {
  readonly #db: Database.Database
  readonly #prepared = new Map<string, Database.Statement<[Parameters], number>>()
  readonly #rows
  readonly #classes
  readonly #sizes
  readonly #formats

  constructor(db: Database.Database) {
    this.#db = db
    this.#rows = db.prepare<{ datasetId: number; run: number | null; images: string }, ImageInDataset>(
      `SELECT images.id AS image, images.path, label, width, height, fault, rank, NULLIF(top1, ${NO_ANSWER}) AS predicted
       FROM json_each(@images) AS wanted CROSS JOIN images ON images.id = wanted.value
       LEFT JOIN predictions ON run_id = @run AND image_id = images.id
       WHERE dataset_id = @datasetId ORDER BY wanted.key`,
    )
    this.#classes = db.prepare<Generation, { label: number; images: number; skipped: number }>(
      `SELECT label, COUNT(*) - COUNT(fault) AS images, COUNT(fault) AS skipped FROM images
       WHERE ${ALIVE} AND label IS NOT NULL GROUP BY label`,
    )
    this.#sizes = db.prepare<Generation, SizeCount>(
      `SELECT width, height, COUNT(*) AS images FROM images
       WHERE ${ALIVE} AND width IS NOT NULL AND height IS NOT NULL GROUP BY width, height`,
    )
    this.#formats = db.prepare<Generation, FormatCount>(
      `SELECT format, COALESCE(color_model, '') AS colorModel, COUNT(*) AS images FROM images
       WHERE ${ALIVE} AND format IS NOT NULL GROUP BY format, color_model ORDER BY images DESC, format, color_model`,
    )
  }

  /** Ids in the filter's order and then by path. */
  ids({ datasetId, generation }: Generation, filter: DatasetFilter): number[] {
    const sql = `${select(filter)} ORDER BY ${orderBy(filter)}`
    const statement = this.#prepared.get(sql) ?? this.#db.prepare<[Parameters], number>(sql).pluck()
    this.#prepared.set(sql, statement)
    return statement.all({ ...filter, text: filter.text.toLowerCase(), datasetId, generation })
  }

  /** These images, as far as they are of the dataset, in their order. */
  rows(datasetId: number, run: number | null, images: readonly number[]): ImageInDataset[] {
    return this.#rows.all({ datasetId, run, images: JSON.stringify(images) })
  }

  /** By class, only those that have any. */
  classes({ datasetId, generation }: Generation): { label: number; images: number; skipped: number }[] {
    return this.#classes.all({ datasetId, generation })
  }

  /** Images by their size, in no order. */
  sizes({ datasetId, generation }: Generation): SizeCount[] {
    return this.#sizes.all({ datasetId, generation })
  }

  /** The most frequent first. */
  formats({ datasetId, generation }: Generation): FormatCount[] {
    return this.#formats.all({ datasetId, generation })
  }
}
