import type { Migration } from './migration.ts'

/**
 * What people do with the things that they have: archive, pin, tag, rename and delete them.
 *
 * What is deleted is marked first, with the `deletion` that it is part of: hide-deleted.ts has it not be there, and a
 * deletion that is undone clears the marks. Rows are removed later, from the moment `purged_at` on, which nothing undoes.
 * Where names are unique, a marked row has none, so that the name is free, and the one that it had in `deleted_name`.
 * `is_named` says of a model that a person named it: its files are called what they like.
 */
export const shelf: Migration = {
  version: 22,
  sql: `
    CREATE TABLE deletions (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      deleted_at TEXT NOT NULL,
      purged_at TEXT
    ) STRICT;

    ALTER TABLE datasets ADD COLUMN deletion INTEGER REFERENCES deletions (id);
    ALTER TABLE datasets ADD COLUMN deleted_name TEXT;
    ALTER TABLE datasets ADD COLUMN archived_at TEXT;
    ALTER TABLE datasets ALTER COLUMN name DROP NOT NULL;

    ALTER TABLE sweeps ADD COLUMN deletion INTEGER REFERENCES deletions (id);
    ALTER TABLE sweeps ADD COLUMN deleted_name TEXT;
    ALTER TABLE sweeps ADD COLUMN archived_at TEXT;
    ALTER TABLE sweeps ADD COLUMN pinned_at TEXT;
    ALTER TABLE sweeps ALTER COLUMN name DROP NOT NULL;

    ALTER TABLE models ADD COLUMN deletion INTEGER REFERENCES deletions (id);
    ALTER TABLE models ADD COLUMN archived_at TEXT;
    ALTER TABLE models ADD COLUMN is_named INTEGER NOT NULL DEFAULT 0;

    ALTER TABLE runs ADD COLUMN deletion INTEGER REFERENCES deletions (id);
    ALTER TABLE runs ADD COLUMN archived_at TEXT;
    ALTER TABLE runs ADD COLUMN pinned_at TEXT;
    ALTER TABLE runs ADD COLUMN started_at TEXT;

    CREATE TABLE run_notes (
      run_id INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
      note TEXT NOT NULL
    ) STRICT;
    CREATE TABLE run_tags (
      run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      tag TEXT NOT NULL,
      PRIMARY KEY (run_id, tag)
    ) STRICT, WITHOUT ROWID;
  `,
}
