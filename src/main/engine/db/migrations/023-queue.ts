import type { Migration } from './migration.ts'

/** The runs that the window's engine has, in the order in which they go on; it is written again with each change. */
export const queue: Migration = {
  version: 23,
  sql: `
    CREATE TABLE queue (
      run_id INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      paused INTEGER NOT NULL CHECK (paused IN (0, 1))
    ) STRICT;
  `,
}
