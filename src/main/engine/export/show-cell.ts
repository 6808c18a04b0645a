import type { Cell, Column } from '../../../shared/report.ts'
import { percent, withoutControls } from '../../../shared/text.ts'

/** A cell as people read it: accuracies as percentages with one decimal, other numbers to four digits. */
export function showCell({ kind }: Column, cell: Cell): string {
  if (cell === null) return ''
  // In a table even a line break would be out of place.
  if (typeof cell === 'string') return withoutControls(cell).replaceAll(/\s/g, ' ')
  if (kind === 'fraction') return percent(cell)
  if (kind === 'number' && !Number.isInteger(cell)) return String(Number(cell.toPrecision(4)))
  return String(cell)
}
