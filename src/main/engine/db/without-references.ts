import type Database from 'better-sqlite3'

/**
 * Work on what nothing else refers to, of which SQLite would look through all predictions of all runs, for each image: it
 * is not asked to.
 */
export function withoutReferences(db: Database.Database, statements: readonly string[]): (of: number | string) => void {
  const prepared = statements.map((sql) => db.prepare<[number | string]>(sql))
  const all = db.transaction((of: number | string) => {
    for (const statement of prepared) statement.run(of)
  })
  return (of) => {
    db.pragma('foreign_keys = OFF')
    try {
      all.immediate(of)
    } finally {
      db.pragma('foreign_keys = ON')
    }
  }
}
