import type { Cell, Column } from '../../../shared/report.ts'

/** What every format can write: typed columns, and rows that may come page by page. */
export interface Table {
  columns: readonly Column[]
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>
}
