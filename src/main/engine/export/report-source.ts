import type { RunSummary } from '../../../shared/run.ts'
import type { Database, RunRow } from '../db/index.ts'

/** What the reports of one run are made from. */
export interface ReportSource {
  db: Database
  /** Folder of what ships. */
  resources: string
  row: RunRow
  summary: RunSummary
}
