import type { Column } from '../../../shared/report.ts'
import { percent, withoutControls } from '../../../shared/text.ts'
import type { CellForPeople } from './table.ts'

/** A cell as people read it: accuracies as percentages with one decimal, other numbers to four digits. */
export function showCell({ kind }: Column, cell: CellForPeople): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return inLine(cell)
  if (typeof cell === 'object') return inLine(`${cell.figure} ${cell.against}`).trimEnd()
  if (kind === 'fraction') return percent(cell)
  if (kind === 'number' && !Number.isInteger(cell)) return String(Number(cell.toPrecision(4)))
  return String(cell)
}

/** In a table even a line break would be out of place. */
const inLine = (text: string) => withoutControls(text).replaceAll(/\s/g, ' ')
