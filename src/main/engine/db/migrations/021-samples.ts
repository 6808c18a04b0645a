import type { Migration } from './migration.ts'

/** Some images of a dataset, drawn from it by a seed, for runs that estimate what a whole one would find. */
export const samples: Migration = {
  version: 21,
  sql: `
    CREATE TABLE samples (
      id INTEGER PRIMARY KEY,
      dataset_id INTEGER NOT NULL REFERENCES datasets(id),
      generation INTEGER NOT NULL,
      seed INTEGER NOT NULL,
      images INTEGER NOT NULL,
      drawn_from INTEGER NOT NULL,
      UNIQUE (dataset_id, generation, seed, images)
    ) STRICT;
    CREATE TABLE sample_images (
      sample_id INTEGER NOT NULL REFERENCES samples(id),
      image_id INTEGER NOT NULL REFERENCES images(id),
      PRIMARY KEY (sample_id, image_id)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE runs ADD COLUMN sample_id INTEGER REFERENCES samples(id);
  `,
}
