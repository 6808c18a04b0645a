import type { Migration } from './migration.ts'

/** How a dataset's labels that are numbers are read, where a person asked for another order than that of the classes. */
export const labelOrders: Migration = {
  version: 20,
  sql: 'ALTER TABLE datasets ADD COLUMN label_order TEXT;',
}
