import type { Migration } from './migration.ts'

/** Of the images that a run evaluated, those whose files were damaged although all of their rows could be decoded. */
export const damages: Migration = {
  version: 10,
  sql: `
    CREATE TABLE damages (
      run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      image_id INTEGER NOT NULL REFERENCES images (id),
      detail TEXT NOT NULL,
      PRIMARY KEY (run_id, image_id)
    ) STRICT, WITHOUT ROWID;
  `,
}
