import { markdownTable } from 'markdown-table'
import type { FormatForPeople } from '../../../shared/report.ts'
import { percent } from '../../../shared/text.ts'
import { escapeMarkdown } from './markdown.ts'
import { showCell } from './show-cell.ts'
import type { CellForPeople, Margin, TableColumn } from './table.ts'

/** How a format for people writes a table, and what is said around it, harmless by then for a terminal. */
interface Writer {
  table: (columns: readonly TableColumn[], rows: readonly (readonly CellForPeople[])[]) => string
  prose: (text: string) => string
}

/** Class names list every synonym; a terminal line has room for the first few. */
const MAX_CELL = 44

/** Every format that people read, with its writer. */
export const writersForPeople: Record<FormatForPeople, Writer> = {
  md: { table: markdown, prose: escapeMarkdown },
  latex: { table: latex, prose: commentLatex },
  table: { table: plain, prose: (text) => text },
  terminal: { table: (columns, rows) => plain(columns, rows, MAX_CELL), prose: (text) => text },
}

function markdown(...table: Parameters<Writer['table']>): string {
  const { header, body, align } = show(...table)
  const escaped = [header, ...body].map((row) => row.map(escapeMarkdown))
  return `${markdownTable(escaped, { align })}\n`
}

function plain(
  columns: readonly TableColumn[],
  rows: readonly (readonly CellForPeople[])[],
  widest = Infinity,
): string {
  const { header, body, align } = show(columns, rows)
  const short = body.map((row) => row.map((cell) => (cell.length > widest ? `${cell.slice(0, widest - 1)}…` : cell)))
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

/** A complete tabular of the package booktabs: what a table tells aside is left out, and intervals become margins. */
function latex(...[columns, rows]: Parameters<Writer['table']>): string {
  const printed = withMargins(columns)
  const isRight = ({ column, read }: Printed) => column.kind !== 'text' || rows.some((row) => isEstimate(read(row)))
  const line = (cells: readonly string[]) => `${cells.join(' & ')} \\\\\n`
  return [
    '% \\usepackage{booktabs}\n',
    `\\begin{tabular}{${printed.map((each) => (isRight(each) ? 'r' : 'l')).join('')}}\n\\toprule\n`,
    line(printed.map(({ column }) => escapeLatex(showCell(column, column.name)))),
    '\\midrule\n',
    ...rows.map((row) => line(printed.map(({ column, read }) => latexCell(column, read(row))))),
    '\\bottomrule\n\\end{tabular}\n',
  ].join('')
}

interface Printed {
  column: TableColumn
  read: (row: readonly CellForPeople[]) => CellForPeople
}

const isEstimate = (cell: CellForPeople) => typeof cell === 'object' && cell !== null

/** The columns to be printed: a share whose interval lies in columns `_lo` and `_hi` has it in its own cell. */
function withMargins(columns: readonly TableColumn[]): Printed[] {
  const at = (name: string) => columns.findIndex((column) => column.name === name)
  const boundsOf = ({ kind, name }: TableColumn) => (kind === 'fraction' ? [at(`${name}_lo`), at(`${name}_hi`)] : [])
  const bounds = new Set(columns.map(boundsOf).flatMap((ends) => (ends.includes(-1) ? [] : ends)))
  return columns.flatMap((column, index) => {
    if (column.aside || bounds.has(index)) return []
    const read = (row: readonly CellForPeople[]): CellForPeople => {
      const [share = null, low, high] = [index, ...boundsOf(column)].map((each) => row[each])
      if (typeof share !== 'number' || typeof low !== 'number' || typeof high !== 'number') return share
      return { figure: percent(share), against: '', margin: [share - low, high - share] }
    }
    return [{ column, read }]
  })
}

function latexCell(column: TableColumn, cell: CellForPeople): string {
  if (typeof cell === 'object' && cell !== null) {
    const figure = cell.margin ? latexMargin(cell.figure, cell.margin) : escapeLatex(cell.figure)
    const against = escapeLatex(cell.against)
      .replace('(-', '($-$')
      .replace(/(\d)x /, '$1$$\\times$$ ')
    return `${figure} ${against}`.trimEnd()
  }
  const text = escapeLatex(showCell(column, cell))
  return column.kind === 'text' ? text : text.replace(/e\+?(-?\d+)$/, '$$\\times10^{$1}$$').replace(/^-/, '$$-$$')
}

/**
 * Wilson's interval reaches farther towards 50% than away from it. Where that shows in the printed decimal, both of its
 * ends are printed; else its farther one, so that nothing is promised that the interval does not hold.
 */
function latexMargin(figure: string, [below, above]: Margin): string {
  const [share, points] = [figure.replace('%', ''), (distance: number) => Math.max(0, distance * 100).toFixed(1)]
  if (Math.abs(below - above) < 0.001) return `${share} $\\pm$ ${points(Math.max(below, above))}\\%`
  return `${share}$^{+${points(above)}}_{-${points(below)}}$\\%`
}

/** What TeX would take for a command, an argument or a ligature, and what it prints for it; dashes and signs of our own. */
const LATEX: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '`': '\\textasciigrave{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': "''",
  '-': '-{}',
  '[': '{[}',
  ']': '{]}',
  '*': '{*}',
  '–': '--',
  '×': '$\\times$',
  '†': '\\dag{}',
  '…': '\\dots{}',
}

/** Text that LaTeX prints as it is, anywhere in a tabular. */
function escapeLatex(text: string): string {
  return text.replace(/[\\{}&%$#_~^`<>|"[\]*–×†…]|-(?=-)/g, (mark) => LATEX[mark] ?? `\\${mark}`)
}

/** What is said around a table is a comment: the file stays one tabular, to be input or pasted. */
function commentLatex(text: string): string {
  const lines = text.split(/\r\n?|\n/)
  return lines.map((line) => (line === '' ? '' : `% ${line}`)).join('\n')
}
