import type Database from 'better-sqlite3'
import { answered } from './no-answer.ts'

/** What a run answered for its evaluated images, column by column, in order of the images' ids. */
export interface PackedAnswers {
  images: Int32Array<ArrayBuffer>
  /** Canonical indices of the true classes. */
  labels: Int32Array<ArrayBuffer>
  /** Position of the true class among the stored predictions; 0 is right, -1 not among them. */
  ranks: Int8Array<ArrayBuffer>
  /** Probability of the most probable class; NaN where the network gave no answer. */
  confidences: Float32Array<ArrayBuffer>
}

/** The same of one image: tuples are read faster than as many objects. */
export type PackableAnswer = readonly [image: number, label: number, rank: number, confidence: number | null]

type Stored = Record<keyof PackedAnswers, Uint8Array<ArrayBuffer>>

/** Answers of runs as columns, kept beside the rows that they are made of. */
export class PackedAnswerTable {
  readonly #rows
  readonly #get
  readonly #set

  constructor(db: Database.Database) {
    this.#rows = db
      .prepare<[number, number, number], PackableAnswer>(
        `SELECT image_id, label, rank, ${answered('p1')}
         FROM predictions JOIN images ON images.id = image_id WHERE run_id = ? AND image_id > ?
         ORDER BY image_id LIMIT ?`,
      )
      .raw()
    this.#get = db.prepare<[number], Stored>(
      'SELECT images, labels, ranks, confidences FROM packed_answers WHERE run_id = ?',
    )
    this.#set = db.prepare<Stored & { run: number }>(
      'INSERT OR REPLACE INTO packed_answers VALUES (@run, @images, @labels, @ranks, @confidences)',
    )
  }

  /** The next rows to be packed, a page at a time in order of the images' ids. */
  rows(run: number, after: number, count: number): PackableAnswer[] {
    return this.#rows.all(run, after, count)
  }

  /** What was packed of the run, be it less than it has by now; undefined where nothing was. */
  get(run: number): PackedAnswers | undefined {
    const row = this.#get.get(run)
    return (
      row && {
        images: new Int32Array(bufferOf(row.images)),
        labels: new Int32Array(bufferOf(row.labels)),
        ranks: new Int8Array(bufferOf(row.ranks)),
        confidences: new Float32Array(bufferOf(row.confidences)),
      }
    )
  }

  set(run: number, { images, labels, ranks, confidences }: PackedAnswers): void {
    const [a, b, c, d] = [images, labels, ranks, confidences].map(({ buffer }) => new Uint8Array(buffer))
    if (a && b && c && d) this.#set.run({ run, images: a, labels: b, ranks: c, confidences: d })
  }
}

/** Copied only where the bytes share their buffer with others: a column has one of its own, unless it is short. */
function bufferOf(bytes: Uint8Array<ArrayBuffer>): ArrayBuffer {
  const { buffer, byteLength } = bytes
  return buffer.byteLength === byteLength ? buffer : new Uint8Array(bytes).buffer
}
