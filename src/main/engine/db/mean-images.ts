import { crc32 } from 'node:zlib'
import type Database from 'better-sqlite3'
import { AcuityError } from '../../../shared/errors.ts'

export interface MeanImageRow {
  /** Of the file that it came from. */
  sha256: string
  name: string
  height: number
  width: number
  /** [3, height, width], in the network's channel order. */
  data: Float32Array<ArrayBuffer>
}

type StoredMeanImage = Omit<MeanImageRow, 'data'> & { data: Buffer; crc32: number | null }

/** Mean images are known by the SHA-256 of their file. */
export class MeanImageTable {
  readonly #upsert
  readonly #bySha

  constructor(db: Database.Database) {
    this.#upsert = db.prepare<[string, string, number, number, Uint8Array, number, string]>(
      `INSERT INTO mean_images (sha256, name, height, width, data, crc32, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (sha256) DO UPDATE SET name = excluded.name, height = excluded.height, width = excluded.width,
         data = excluded.data, crc32 = excluded.crc32`,
    )
    this.#bySha = db.prepare<[string], StoredMeanImage>(
      'SELECT sha256, name, height, width, data, crc32 FROM mean_images WHERE sha256 = ?',
    )
  }

  save({ sha256, name, height, width, data }: MeanImageRow): void {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    const sum = checksum({ height, width, data: bytes })
    this.#upsert.run(sha256, name, height, width, bytes, sum, new Date().toISOString())
  }

  /** @throws AcuityError `database-damaged` where it is not what was added: SQLite does not sum up what it stores */
  find(sha256: string): MeanImageRow | undefined {
    const row = this.#bySha.get(sha256)
    if (!row) return undefined
    const { name, height, width, data } = row
    if (data.length !== 3 * height * width * 4 || (row.crc32 !== null && row.crc32 !== checksum(row)))
      throw new AcuityError(
        'database-damaged',
        `The mean image ${name} is not any more what was added: the database is damaged. Add its file again.`,
        { remedies: [{ do: 'state', option: 'meanFile' }] },
      )
    // Copied, since the bytes may lie at any address.
    return { sha256: row.sha256, name, height, width, data: new Float32Array(new Uint8Array(data).buffer) }
  }
}

const checksum = ({ height, width, data }: { height: number; width: number; data: Uint8Array }) =>
  crc32(data, crc32(`${height}×${width}`))
