import type { Migration } from './migration.ts'

/** Which process holds a lock, beyond its number, which another process is given when it is gone. */
export const lockProcesses: Migration = {
  version: 4,
  sql: `
    ALTER TABLE locks ADD COLUMN space TEXT;
    ALTER TABLE locks ADD COLUMN started INTEGER;
  `,
}
