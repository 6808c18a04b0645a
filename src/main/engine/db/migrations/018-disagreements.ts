import type { Migration } from './migration.ts'

/** Of images that two sources give different classes, what the one says that is not taken: the id of a class, mostly. */
export const disagreements: Migration = {
  version: 18,
  sql: `
    CREATE TABLE disagreements (
      dataset_id INTEGER NOT NULL REFERENCES datasets (id),
      path TEXT NOT NULL,
      source TEXT NOT NULL,
      says TEXT NOT NULL,
      PRIMARY KEY (dataset_id, path, source)
    ) STRICT, WITHOUT ROWID;
  `,
}
