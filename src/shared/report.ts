import { z } from 'zod'

export const ReportKind = z.enum([
  'summary',
  'classes',
  'images',
  'errors',
  'confusions',
  'skipped',
  'damaged',
  'annotations',
  'label-order',
  'groups',
])
export type ReportKind = z.infer<typeof ReportKind>

/** What can be written of two runs, on the images that both evaluated. */
export const PairReportKind = z.enum(['groups', 'classes', 'confusions'])
export type PairReportKind = z.infer<typeof PairReportKind>

/** What can be written of a dataset. */
export const DatasetReportKind = z.enum(['faults', 'box-faults', 'duplicates', 'disagreements', 'damaged'])
export type DatasetReportKind = z.infer<typeof DatasetReportKind>

/** What is to be known of a format that reports and tables are written in. */
interface FormatFacts {
  /** What people call it. */
  name: string
  /** Of its files. */
  extension: string
  /** Whether people read it, rather than programs. */
  forPeople: boolean
  /** Whether the window's Export menus offer it. */
  exported: boolean
  /** Whether the buttons below the window's tables do. */
  copied: boolean
}

/**
 * Every format there is: dialogs, options and menus are drawn from this table, in its order. A format for people has
 * its writer in `engine/export/write-for-people.ts`, one for programs in `write-for-programs.ts`.
 */
export const reportFormats = {
  csv: { name: 'CSV', extension: 'csv', forPeople: false, exported: true, copied: true },
  json: { name: 'JSON', extension: 'json', forPeople: false, exported: true, copied: false },
  md: { name: 'Markdown', extension: 'md', forPeople: true, exported: true, copied: true },
  latex: { name: 'LaTeX', extension: 'tex', forPeople: true, exported: true, copied: true },
  table: { name: 'Plain text', extension: 'txt', forPeople: true, exported: false, copied: false },
  /** The same with long cells cut, so that more of its columns fit on a screen. */
  terminal: { name: 'Plain text, cut', extension: 'txt', forPeople: true, exported: false, copied: false },
} as const satisfies Record<string, FormatFacts>

type ReportFormats = typeof reportFormats
export type ReportFormat = keyof ReportFormats
export const ReportFormat = z.enum(Object.keys(reportFormats) as ReportFormat[])

export type FormatForPeople = {
  [F in ReportFormat]: ReportFormats[F]['forPeople'] extends true ? F : never
}[ReportFormat]

/** Whether people read the format, rather than programs. */
export const isForPeople = (format: ReportFormat): format is FormatForPeople => reportFormats[format].forPeople

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
