import Sqlite from 'better-sqlite3'
import { openDatabase, type Database } from './database.ts'

/** What of a home's database is taken over. */
export interface PartOf {
  dataset: number
  /** Of its images, those of this sample; null takes all. */
  sample: number | null
  model: number
  /** Only these of its images, by their ids. */
  images?: readonly number[]
}

/**
 * A database of its own that has a dataset, a model and the mean images of a home's, and none of its runs: what is evaluated
 * there leaves the home as it is.
 * @param file where there is none yet
 * @param home the home's database, as committed
 */
export function openPart(file: string, home: string, { dataset, sample, model, images }: PartOf): Database {
  openDatabase(file).close()
  const sqlite = new Sqlite(file)
  try {
    sqlite.prepare('ATTACH ? AS home').run(home)
    const sampled = 'SELECT image_id FROM home.sample_images WHERE sample_id = @sample'
    const chosen = '(@only IS NULL OR id IN (SELECT value FROM json_each(@only)))'
    const copy = (table: string, rows: string) =>
      sqlite
        .prepare(`INSERT INTO main.${table} SELECT * FROM home.${table} WHERE ${rows}`)
        .run({ dataset, sample, model, only: images ? JSON.stringify(images) : null })
    sqlite.transaction(() => {
      copy('mean_images', 'TRUE')
      copy('datasets', 'id = @dataset')
      copy('classes', 'dataset_id = @dataset')
      copy('images', `dataset_id = @dataset AND (@sample IS NULL OR id IN (${sampled})) AND ${chosen}`)
      copy('samples', 'id = @sample')
      copy('sample_images', 'sample_id = @sample')
      copy('models', 'id = @model')
    })()
  } finally {
    sqlite.close()
  }
  return openDatabase(file)
}
