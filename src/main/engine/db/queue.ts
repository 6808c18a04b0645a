import type Database from 'better-sqlite3'

/** The runs that an engine had, in the order in which they were to go on, and whether they were paused. */
export interface KeptQueue {
  runs: number[]
  paused: boolean
}

/** What the next engine has to know of the queue of the last one. */
export class QueueTable {
  readonly #all
  readonly #write

  constructor(db: Database.Database) {
    this.#all = db.prepare<[], { run: number; paused: number }>(
      'SELECT run_id AS run, paused FROM queue ORDER BY position',
    )
    const clear = db.prepare('DELETE FROM queue')
    // A run whose row is gone ends by itself.
    const insert = db.prepare<[number, number, number]>('INSERT INTO queue SELECT id, ?, ? FROM main.runs WHERE id = ?')
    this.#write = db.transaction(({ runs, paused }: KeptQueue) => {
      clear.run()
      for (const [position, run] of runs.entries()) insert.run(position, Number(paused), run)
    })
  }

  read(): KeptQueue {
    const rows = this.#all.all()
    return { runs: rows.map(({ run }) => run), paused: rows.some(({ paused }) => paused === 1) }
  }

  write(kept: KeptQueue): void {
    this.#write.immediate(kept)
  }
}
