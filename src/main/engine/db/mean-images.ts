import type Database from 'better-sqlite3'

export interface MeanImageRow {
  /** Of the file that it came from. */
  sha256: string
  name: string
  height: number
  width: number
  /** [3, height, width], in the network's channel order. */
  data: Float32Array<ArrayBuffer>
}

type StoredMeanImage = Omit<MeanImageRow, 'data'> & { data: Buffer }

/** Mean images are known by the SHA-256 of their file. */
export class MeanImageTable {
  readonly #upsert
  readonly #bySha

  constructor(db: Database.Database) {
    this.#upsert = db.prepare<[string, string, number, number, Uint8Array, string]>(
      `INSERT INTO mean_images (sha256, name, height, width, data, added_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (sha256) DO UPDATE SET name = excluded.name`,
    )
    this.#bySha = db.prepare<[string], StoredMeanImage>(
      'SELECT sha256, name, height, width, data FROM mean_images WHERE sha256 = ?',
    )
  }

  save({ sha256, name, height, width, data }: MeanImageRow): void {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    this.#upsert.run(sha256, name, height, width, bytes, new Date().toISOString())
  }

  find(sha256: string): MeanImageRow | undefined {
    const row = this.#bySha.get(sha256)
    // Copied, since the bytes may lie at any address.
    return row && { ...row, data: new Float32Array(new Uint8Array(row.data).buffer) }
  }
}
