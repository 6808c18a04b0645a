import type { Migration } from './migration.ts'

/** How a dataset's classes are said, and whether a person asked for that: then it is looked at in no other way. */
export const layouts: Migration = {
  version: 16,
  sql: `
    ALTER TABLE datasets ADD COLUMN layout TEXT;
    ALTER TABLE datasets ADD COLUMN layout_stated INTEGER NOT NULL DEFAULT 0;
  `,
}
