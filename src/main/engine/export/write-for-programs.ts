import { stringify } from 'csv-stringify/sync'
import type { Cell, FormatForPeople, ReportFormat } from '../../../shared/report.ts'
import { printableJson } from '../../../shared/text.ts'
import { pages } from './pages.ts'
import type { Table } from './table.ts'

/** Every format that programs read, with its writer. */
export const writersForPrograms: Record<
  Exclude<ReportFormat, FormatForPeople>,
  (table: Table) => AsyncGenerator<string>
> = { csv, json }

/** RFC 4180, UTF-8; text that a spreadsheet would take for a formula is neutralised with an apostrophe. */
async function* csv({ columns, rows }: Table): AsyncGenerator<string> {
  const lines = (cells: Iterable<readonly Cell[]>) =>
    stringify(
      [...cells].map((row) => [...row]),
      { record_delimiter: 'windows', escape_formulas: true, quoted_match: /[\r\n]/ },
    )
  yield lines([columns.map(({ name }) => name)])
  for await (const page of pages(rows)) yield lines(page)
}

/** An array of objects, one a line. */
async function* json({ columns, rows }: Table): AsyncGenerator<string> {
  let separator = '[\n'
  for await (const page of pages(rows))
    for (const row of page) {
      yield separator + printableJson(Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? null])))
      separator = ',\n'
    }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}
