import type { Migration } from './migration.ts'

/** What a mean image is known to be whole by; null in rows of before it was recorded, until it is added again. */
export const meanImageSums: Migration = {
  version: 7,
  sql: 'ALTER TABLE mean_images ADD COLUMN crc32 INTEGER',
}
