import type { Migration } from './migration.ts'

/** Runs of several sizes that were asked for together. */
export const sweeps: Migration = {
  version: 11,
  sql: `
    CREATE TABLE sweeps (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE sweep_runs (
      run_id INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
      sweep_id INTEGER NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX sweep_runs_by_sweep ON sweep_runs (sweep_id);
  `,
}
