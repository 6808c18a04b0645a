import type { Migration } from './migration.ts'

/**
 * Images are never updated in place: a file that changed gets a new row, and the old one is marked removed. Each row
 * lives from the dataset's generation `added` up to, not including, `removed`; a run names the generation it ran on,
 * and so always knows its images, whatever happens to the folder later. A dataset's and a run's counts are kept beside
 * them, written in the transactions that change what they count: lists must not scan fifty thousand rows.
 */
export const initial: Migration = {
  version: 1,
  sql: `
    CREATE TABLE datasets (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      root TEXT NOT NULL,
      labels_file TEXT,
      classes_file TEXT,
      generation INTEGER NOT NULL DEFAULT 0,
      fingerprint TEXT NOT NULL DEFAULT '',
      images INTEGER NOT NULL DEFAULT 0,
      bytes INTEGER NOT NULL DEFAULT 0,
      classes_present INTEGER NOT NULL DEFAULT 0,
      indexed_at TEXT NOT NULL DEFAULT ''
    ) STRICT;

    CREATE TABLE classes (
      dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
      class_index INTEGER NOT NULL,
      wnid TEXT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (dataset_id, class_index)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE images (
      id INTEGER PRIMARY KEY,
      dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
      path TEXT NOT NULL,
      label INTEGER,
      bytes INTEGER NOT NULL,
      mtime_ms REAL NOT NULL,
      width INTEGER,
      height INTEGER,
      format TEXT,
      color_model TEXT,
      fault TEXT,
      fault_detail TEXT,
      added INTEGER NOT NULL,
      removed INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX images_present ON images (dataset_id, path) WHERE removed IS NULL;
    CREATE INDEX images_by_path ON images (dataset_id, path);
    CREATE INDEX images_faulty ON images (dataset_id, fault) WHERE fault IS NOT NULL;

    CREATE TABLE models (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      file TEXT NOT NULL,
      sha256 TEXT NOT NULL UNIQUE,
      description TEXT NOT NULL,
      added_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE runs (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      status TEXT NOT NULL,
      error TEXT,
      dataset_id INTEGER NOT NULL REFERENCES datasets (id),
      generation INTEGER NOT NULL,
      dataset_fingerprint TEXT NOT NULL,
      image_limit INTEGER,
      model_id INTEGER NOT NULL REFERENCES models (id),
      model_name TEXT NOT NULL,
      model_file TEXT NOT NULL,
      indexed INTEGER NOT NULL,
      evaluated INTEGER NOT NULL DEFAULT 0,
      top1_correct INTEGER NOT NULL DEFAULT 0,
      top5_correct INTEGER NOT NULL DEFAULT 0,
      settings TEXT NOT NULL,
      measurements TEXT NOT NULL,
      created_at TEXT NOT NULL,
      finished_at TEXT
    ) STRICT;

    CREATE TABLE predictions (
      run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      image_id INTEGER NOT NULL REFERENCES images (id),
      rank INTEGER NOT NULL,
      top1 INTEGER NOT NULL,
      p1 REAL NOT NULL,
      classes BLOB NOT NULL,
      probabilities BLOB NOT NULL,
      PRIMARY KEY (run_id, image_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE skips (
      run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      image_id INTEGER NOT NULL REFERENCES images (id),
      reason TEXT NOT NULL,
      detail TEXT NOT NULL,
      PRIMARY KEY (run_id, image_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE locks (
      name TEXT PRIMARY KEY,
      owner TEXT NOT NULL,
      host TEXT NOT NULL,
      pid INTEGER NOT NULL,
      beat_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
