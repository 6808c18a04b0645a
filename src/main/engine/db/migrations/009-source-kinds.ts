import type { Migration } from './migration.ts'

/** What the images of a dataset lie in: until now always a folder of files. */
export const sourceKinds: Migration = {
  version: 9,
  sql: "ALTER TABLE datasets ADD COLUMN kind TEXT NOT NULL DEFAULT 'folder'",
}
