import { stringify } from 'csv-stringify/sync'
import { markdownTable } from 'markdown-table'
import type { Cell, Column, ReportFormat } from '../../../shared/report.ts'
import { percent, printableJson, withoutControls } from '../../../shared/text.ts'
import { escapeMarkdown } from './markdown.ts'
import type { Table } from './table.ts'

/** Writes a table as text, in pieces; other work gets its turn between them. */
export function formatTable(table: Table, format: ReportFormat): AsyncGenerator<string> {
  return formats[format](table)
}

const formats: Record<ReportFormat, (table: Table) => AsyncGenerator<string>> = { csv, json, md, table: terminal }

/** Whether people read the format, rather than programs. */
export const isForPeople = (format: ReportFormat) => format === 'md' || format === 'table'

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

async function* md(table: Table): AsyncGenerator<string> {
  const { header, body, align } = await forPeople(table)
  const escaped = [header, ...body].map((row) => row.map(escapeMarkdown))
  yield `${markdownTable(escaped, { align })}\n`
}

/** A table with what is to be known of it; people read that below, programs have only the table. */
export async function* formatNoted(table: Table, note: string, format: ReportFormat): AsyncGenerator<string> {
  yield* formatTable(table, format)
  if (note !== '' && isForPeople(format)) yield prose(`\n${note}\n`, format)
}

/** What is said for people around a table, names of strangers in it, as its format wants it. */
export function prose(text: string, format: ReportFormat): string {
  const harmless = withoutControls(text)
  return format === 'md' ? escapeMarkdown(harmless) : harmless
}

/** Class names list every synonym; a terminal line has room for the first few. */
const MAX_CELL = 44

async function* terminal(table: Table): AsyncGenerator<string> {
  const { header, body, align } = await forPeople(table)
  const short = body.map((row) =>
    row.map((cell) => (cell.length > MAX_CELL ? `${cell.slice(0, MAX_CELL - 1)}…` : cell)),
  )
  const [head = '', rule = '', ...lines] = markdownTable([header, ...short], {
    align,
    delimiterStart: false,
    delimiterEnd: false,
  }).split('\n')
  const line = rule.replaceAll(' | ', '-+-').replaceAll(':', '-')
  yield `${[head, line, ...lines].map((text) => text.trimEnd()).join('\n')}\n`
}

async function forPeople({ columns, rows }: Table) {
  const body: string[][] = []
  for await (const page of pages(rows))
    for (const row of page) body.push(columns.map((column, i) => formatCell(column, row[i] ?? null)))
  return {
    header: columns.map(({ name }) => name),
    body,
    align: columns.map(({ kind }) => (kind === 'text' ? 'l' : 'r')),
  }
}

/** A cell as people read it: accuracies as percentages with one decimal, other numbers to four digits. */
export function formatCell({ kind }: Column, cell: Cell): string {
  if (cell === null) return ''
  // In a table even a line break would be out of place.
  if (typeof cell === 'string') return withoutControls(cell).replaceAll(/\s/g, ' ')
  if (kind === 'fraction') return percent(cell)
  if (kind === 'number' && !Number.isInteger(cell)) return String(Number(cell.toPrecision(4)))
  return String(cell)
}

const PAGE = 500

async function* pages(rows: Table['rows']): AsyncGenerator<readonly Cell[][]> {
  let page: (readonly Cell[])[] = []
  for await (const row of rows) {
    page.push(row)
    if (page.length < PAGE) continue
    yield page.map((cells) => [...cells])
    page = []
    await new Promise(setImmediate)
  }
  if (page.length > 0) yield page.map((cells) => [...cells])
}
