import type { Migration } from './migration.ts'

/**
 * Notes and tags belong to a file, not to a row of `images`: a file that was only touched has a new row and keeps what
 * was written of it; one of another size is another image.
 */
export const annotations: Migration = {
  version: 3,
  sql: `
    CREATE TABLE notes (
      dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
      path TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      note TEXT NOT NULL,
      PRIMARY KEY (dataset_id, path, bytes)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tags (
      dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
      path TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      tag TEXT NOT NULL,
      PRIMARY KEY (dataset_id, path, bytes, tag)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX tags_by_name ON tags (tag, dataset_id);
  `,
}
