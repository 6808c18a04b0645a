import { markdownTable } from 'markdown-table'
import type { Row } from './row.ts'

const HEADS = ['what', 'measured', 'limit', 'ratio', 'spread', 'goal', 'verdict']

/** The one table of all rows, in Markdown; the last cell of each row is its verdict and nothing else. */
export function formatRows(rows: readonly Row[]): string {
  const cells = rows.map(({ what, measured, limit, ratio, spread, goal, verdict }) =>
    [what, measured, limit, ratio, spread, goal, verdict].map((cell) => (cell === '' ? '–' : cell)),
  )
  return markdownTable([HEADS, ...cells], { align: ['l', 'r', 'r', 'r', 'r', 'r', 'l'] })
}

/** What is to be said of single rows, as a list below the table. */
export function formatNotes(rows: readonly Row[]): string {
  return rows.flatMap(({ what, notes }) => notes.map((note) => `- **${what}**: ${note}.`)).join('\n')
}
