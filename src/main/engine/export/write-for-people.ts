import { markdownTable } from 'markdown-table'
import type { FormatForPeople } from '../../../shared/report.ts'
import { escapeMarkdown } from './markdown.ts'
import { showCell } from './show-cell.ts'
import type { CellForPeople, TableColumn } from './table.ts'

/** How a format for people writes a table, and what is said around it, harmless by then for a terminal. */
interface Writer {
  table: (columns: readonly TableColumn[], rows: readonly (readonly CellForPeople[])[]) => string
  prose: (text: string) => string
}

/** Every format that people read, with its writer. */
export const writersForPeople: Record<FormatForPeople, Writer> = {
  md: { table: markdown, prose: escapeMarkdown },
  table: { table: terminal, prose: (text) => text },
}

function markdown(...table: Parameters<Writer['table']>): string {
  const { header, body, align } = show(...table)
  const escaped = [header, ...body].map((row) => row.map(escapeMarkdown))
  return `${markdownTable(escaped, { align })}\n`
}

/** Class names list every synonym; a terminal line has room for the first few. */
const MAX_CELL = 44

function terminal(...table: Parameters<Writer['table']>): string {
  const { header, body, align } = show(...table)
  const short = body.map((row) =>
    row.map((cell) => (cell.length > MAX_CELL ? `${cell.slice(0, MAX_CELL - 1)}…` : cell)),
  )
  const [head = '', rule = '', ...lines] = markdownTable([header, ...short], {
    align,
    delimiterStart: false,
    delimiterEnd: false,
  }).split('\n')
  const line = rule.replaceAll(' | ', '-+-').replaceAll(':', '-')
  return `${[head, line, ...lines].map((text) => text.trimEnd()).join('\n')}\n`
}

/** A table as text, cell by cell, and how its columns are aligned. */
function show(...[columns, rows]: Parameters<Writer['table']>) {
  return {
    header: columns.map(({ name }) => name),
    body: rows.map((row) => columns.map((column, i) => showCell(column, row[i] ?? null))),
    align: columns.map(({ kind }) => (kind === 'text' ? 'l' : 'r')),
  }
}
