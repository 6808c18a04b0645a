import type Database from 'better-sqlite3'

/** The tables whose rows can be marked as deleted. */
const MARKED = ['datasets', 'models', 'runs', 'sweeps']

/**
 * Has what is marked as deleted not be there, whoever asks: views of this connection alone stand before these tables, and
 * every query that reads one of them reads its view. What writes them names them as `main.datasets`, and so does what looks
 * at the marked.
 */
export function hideDeleted(db: Database.Database): void {
  for (const table of MARKED) db.exec(`CREATE TEMP VIEW ${table} AS SELECT * FROM main.${table} WHERE deletion IS NULL`)
  db.exec(
    `CREATE TEMP VIEW sweep_runs AS SELECT run_id, sweep_id FROM main.sweep_runs AS of_sweep
     WHERE EXISTS (SELECT 1 FROM runs WHERE id = of_sweep.run_id)
       AND EXISTS (SELECT 1 FROM sweeps WHERE id = of_sweep.sweep_id)`,
  )
}
