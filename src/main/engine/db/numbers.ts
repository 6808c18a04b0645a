import type Database from 'better-sqlite3'

/** Numbers of runs and sweeps: one sequence for both, in which none comes twice, whatever is deleted. */
export class Numbers {
  readonly #next

  constructor(db: Database.Database) {
    this.#next = db.prepare<[], number>('UPDATE last_number SET number = number + 1 RETURNING number').pluck()
  }

  next(): number {
    const number = this.#next.get()
    if (number === undefined) throw new Error('the database has lost its count of numbers')
    return number
  }
}
