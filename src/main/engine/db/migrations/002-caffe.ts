import type { Migration } from './migration.ts'

/**
 * A model may be two files, and have a mean image that it was trained with. Mean images are kept whole, since a run that
 * is to be made again needs them when their files are long gone.
 */
export const caffe: Migration = {
  version: 2,
  sql: `
    CREATE TABLE mean_images (
      sha256 TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      height INTEGER NOT NULL,
      width INTEGER NOT NULL,
      data BLOB NOT NULL,
      added_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE models ADD COLUMN weights_file TEXT;
    ALTER TABLE models ADD COLUMN mean_image TEXT REFERENCES mean_images (sha256);
    ALTER TABLE runs ADD COLUMN model_weights TEXT;
  `,
}
