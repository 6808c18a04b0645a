import { z } from 'zod'

export const ReportKind = z.enum(['summary', 'classes', 'images', 'errors', 'confusions', 'annotations'])
export type ReportKind = z.infer<typeof ReportKind>

export const ReportFormat = z.enum(['csv', 'json', 'md', 'table'])
export type ReportFormat = z.infer<typeof ReportFormat>

/**
 * How a cell is shown to people; in CSV and JSON every number is exact. `fraction` becomes a percentage with one
 * decimal, `text` is what may need neutralising in a spreadsheet.
 */
export const CellKind = z.enum(['text', 'integer', 'fraction', 'number'])
export type CellKind = z.infer<typeof CellKind>

export const Cell = z.union([z.string(), z.number(), z.null()])
export type Cell = z.infer<typeof Cell>

export const Column = z.object({ name: z.string(), kind: CellKind })
export type Column = z.infer<typeof Column>

/** A column, and how its cell is read from a record. */
export type Field<T> = readonly [column: Column, read: (record: T) => Cell]

/** A table of which every cell is known, and what it is to be written as. */
export const TableInput = z.object({
  columns: z.array(Column),
  rows: z.array(z.array(Cell)),
  format: ReportFormat,
  /** Said below the table where people read it. */
  note: z.string().default(''),
})

export const text = (name: string): Column => ({ name, kind: 'text' })
export const integer = (name: string): Column => ({ name, kind: 'integer' })
export const fraction = (name: string): Column => ({ name, kind: 'fraction' })
export const number = (name: string): Column => ({ name, kind: 'number' })
