import type { Migration } from './migration.ts'

/**
 * Runs whose answers were made elsewhere have the name of a model, and no file of it; and where only their classes are known,
 * answers have no confidence.
 */
export const imports: Migration = {
  version: 17,
  sql: `
    ALTER TABLE runs ALTER COLUMN model_id DROP NOT NULL;
    ALTER TABLE runs ALTER COLUMN model_file DROP NOT NULL;
    ALTER TABLE predictions ALTER COLUMN p1 DROP NOT NULL;
  `,
}
