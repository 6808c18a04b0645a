import type { Buffer } from 'node:buffer'
import { crc32 } from 'node:zlib'
import type Sqlite from 'better-sqlite3'

/** The share of the thumbnails that makes room at a time, the oldest first. */
const ROOM = 1 / 8

/** The thumbnails of one file, by the identity of their images. */
export class ThumbnailTable {
  readonly #db
  readonly #get
  readonly #add
  readonly #forget
  readonly #describe
  readonly #makeRoom

  constructor(db: Sqlite.Database) {
    this.#db = db
    this.#get = db.prepare<[Buffer], { crc32: number; picture: Buffer }>(
      'SELECT crc32, picture FROM thumbnails WHERE identity = ?',
    )
    this.#add = db.prepare<[Buffer, number, Uint8Array]>(
      'INSERT OR REPLACE INTO thumbnails (identity, crc32, picture) VALUES (?, ?, ?)',
    )
    this.#forget = db.prepare<[Buffer]>('DELETE FROM thumbnails WHERE identity = ?')
    this.#describe = db.prepare<[], { images: number; bytes: number }>(
      `SELECT (SELECT COUNT(*) FROM thumbnails) AS images,
         (page_count - freelist_count) * page_size AS bytes
       FROM pragma_page_count, pragma_freelist_count, pragma_page_size`,
    )
    this.#makeRoom = db.prepare<[number]>(
      'DELETE FROM thumbnails WHERE id IN (SELECT id FROM thumbnails ORDER BY id LIMIT ?)',
    )
  }

  get(identity: Buffer): Uint8Array<ArrayBuffer> | undefined {
    const found = this.#get.get(identity)
    if (!found) return undefined
    // SQLite does not sum up what it stores.
    if (checksum(identity, found.picture) === found.crc32) return new Uint8Array(found.picture)
    this.#forget.run(identity)
    return undefined
  }

  add(identity: Buffer, picture: Uint8Array, limit: number): void {
    this.#add.run(identity, checksum(identity, picture), picture)
    if (this.#bytes() <= limit) return
    this.#makeRoom.run(Math.ceil(this.describe().images * ROOM))
  }

  describe() {
    return this.#describe.get() ?? { images: 0, bytes: 0 }
  }

  clear(): void {
    this.#db.exec('DELETE FROM thumbnails')
    this.#db.exec('VACUUM')
    this.#db.pragma('wal_checkpoint(TRUNCATE)')
  }

  close(): void {
    this.#db.close()
  }

  #bytes(): number {
    const [pages, free, size] = ['page_count', 'freelist_count', 'page_size'].map((name) =>
      Number(this.#db.pragma(name, { simple: true })),
    ) as [number, number, number]
    return (pages - free) * size
  }
}

/** Of whose picture it is as well: a damaged index leads from one identity to another's row. */
const checksum = (identity: Uint8Array, picture: Uint8Array) => crc32(picture, crc32(identity))
