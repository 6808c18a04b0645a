/** One numbered step of the schema. Landed migrations are never edited: later needs get a new file. */
export interface Migration {
  version: number
  sql: string
}
