import type { Migration } from './migration.ts'

/** What sweeps planned and measured; and one sequence of numbers for runs and sweeps, none of which is given twice. */
export const sweepPlans: Migration = {
  version: 12,
  sql: `
    ALTER TABLE sweeps ADD COLUMN plan TEXT;
    ALTER TABLE sweeps ADD COLUMN measurements TEXT NOT NULL
      DEFAULT '{"speed":{"pipeline":null,"decode":null},"wallSeconds":0}';
    CREATE TABLE last_number (number INTEGER NOT NULL) STRICT;
    INSERT INTO last_number
      SELECT MAX(COALESCE((SELECT MAX(id) FROM runs), 0), COALESCE((SELECT MAX(id) FROM sweeps), 0));
  `,
}
