import type { Migration } from './migration.ts'

/** How images lie by their EXIF data, from 1 to 8; null where that was not looked at: the next index does. */
export const orientations: Migration = {
  version: 19,
  sql: 'ALTER TABLE images ADD COLUMN orientation INTEGER;',
}
