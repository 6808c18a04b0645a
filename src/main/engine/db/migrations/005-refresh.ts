import type { Migration } from './migration.ts'

/**
 * What a run needs to look at its folder again before it begins. `content` tells a file that was only touched from one
 * that took its place; null in rows of before it was recorded, until they are looked at again. `touched_ms` is the
 * time that a touched file has now, null where that is still `mtime_ms`. Rows that are not `counted` (lines of a list
 * without a file, files that are no images) are known by name alone: no run is about them.
 */
export const refresh: Migration = {
  version: 5,
  sql: `
    ALTER TABLE images ADD COLUMN content TEXT;
    ALTER TABLE images ADD COLUMN touched_ms REAL;
    ALTER TABLE images ADD COLUMN counted INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE datasets ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE datasets ADD COLUMN follow INTEGER NOT NULL DEFAULT 1;
  `,
}
