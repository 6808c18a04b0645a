import { z } from 'zod'

export const ReportKind = z.enum(['summary', 'classes', 'images', 'errors', 'confusions', 'annotations'])
export type ReportKind = z.infer<typeof ReportKind>

export const ReportFormat = z.enum(['csv', 'json', 'md', 'table'])
export type ReportFormat = z.infer<typeof ReportFormat>

/**
 * How a cell is shown to people; in CSV and JSON every number is exact. `fraction` becomes a percentage with one
 * decimal, `text` is what may need neutralising in a spreadsheet.
 */
export type CellKind = 'text' | 'integer' | 'fraction' | 'number'

export type Cell = string | number | null

export interface Column {
  name: string
  kind: CellKind
}

export const text = (name: string): Column => ({ name, kind: 'text' })
export const integer = (name: string): Column => ({ name, kind: 'integer' })
export const fraction = (name: string): Column => ({ name, kind: 'fraction' })
export const number = (name: string): Column => ({ name, kind: 'number' })
