import { isForPeople, type FormatForPeople, type ReportFormat } from '../../../shared/report.ts'
import { withoutControls } from '../../../shared/text.ts'
import { pages } from './pages.ts'
import type { CellForPeople, Table } from './table.ts'
import { writersForPeople } from './write-for-people.ts'
import { writersForPrograms } from './write-for-programs.ts'

/** Writes a table as text, in pieces; other work gets its turn between them. */
export async function* formatTable(table: Table, format: ReportFormat): AsyncGenerator<string> {
  if (isForPeople(format)) yield* formatForPeople(table, format)
  else yield* writersForPrograms[format](table)
}

/** The same for a table that only people read. */
export async function* formatForPeople(table: Table<CellForPeople>, format: FormatForPeople): AsyncGenerator<string> {
  const rows: (readonly CellForPeople[])[] = []
  // Columns are as wide as their widest cell.
  for await (const page of pages(table.rows)) rows.push(...page)
  yield writersForPeople[format].table(table.columns, rows)
}

/** A table with what is to be known of it; people read that below, programs have only the table. */
export async function* formatNoted(table: Table, note: string, format: ReportFormat): AsyncGenerator<string> {
  yield* formatTable(table, format)
  if (note !== '') yield prose(`\n${note}\n`, format)
}

/**
 * What is said for people around a table, names of strangers in it, as its format wants it; nothing in a format for
 * programs.
 */
export function prose(text: string, format: ReportFormat): string {
  return isForPeople(format) ? writersForPeople[format].prose(withoutControls(text)) : ''
}
