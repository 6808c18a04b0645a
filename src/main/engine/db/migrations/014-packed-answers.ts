import type { Migration } from './migration.ts'

/**
 * What a run answered, column by column: of fifty thousand images and twelve runs these are read in a hundredth of the
 * time that their rows take. Made of the rows when they are first asked for, and whole where `images` has as many as the
 * run has evaluated.
 */
export const packedAnswers: Migration = {
  version: 14,
  sql: `
    CREATE TABLE packed_answers (
      run_id INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
      images BLOB NOT NULL,
      labels BLOB NOT NULL,
      ranks BLOB NOT NULL,
      confidences BLOB NOT NULL
    ) STRICT;
  `,
}
