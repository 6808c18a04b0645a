import type { Migration } from './migration.ts'

/**
 * Where the objects of images lie. Boxes belong to an image's row and live as long as it does; unlike the row they are
 * replaced where their file has changed, as no answer depends on them. A file that nothing could be read from is
 * remembered with why. How many images have boxes is kept with the dataset, as lists must not scan fifty thousand rows.
 */
export const boxes: Migration = {
  version: 13,
  sql: `
    CREATE TABLE box_files (
      image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
      file TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      mtime_ms REAL NOT NULL,
      fault TEXT
    ) STRICT;
    CREATE INDEX box_files_faulty ON box_files (image_id) WHERE fault IS NOT NULL;
    CREATE TABLE boxes (
      image_id INTEGER NOT NULL REFERENCES box_files (image_id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      "left" REAL NOT NULL,
      top REAL NOT NULL,
      "right" REAL NOT NULL,
      bottom REAL NOT NULL,
      PRIMARY KEY (image_id, position)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE datasets ADD COLUMN boxes_folder TEXT;
    ALTER TABLE datasets ADD COLUMN images_with_boxes INTEGER NOT NULL DEFAULT 0;
  `,
}
