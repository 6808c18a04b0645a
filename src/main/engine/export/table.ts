import type { Compared } from '../../../shared/founding-table.ts'
import type { Cell, Column, Field } from '../../../shared/report.ts'

/** What every format can write: typed columns, and rows that may come page by page. */
export interface Table<C = Cell> {
  columns: readonly TableColumn[]
  rows: Records<readonly C[]>
}

/** One that is `aside` tells more than the table that it stands in is printed with. */
export type TableColumn = Column & { aside?: true }

/** How far the ends of an interval lie from the figure that it is of, below and above it: fractions, 0 or more. */
export type Margin = readonly [below: number, above: number]

/** A figure as people read it, with the margin that it is known within. */
export interface Estimate extends Compared {
  margin?: Margin | null
}

/** A cell of a table that only people read. */
export type CellForPeople = Cell | Estimate

/** A column of such a table, and how its cell is read from a record. */
export type FieldForPeople<T> = readonly [column: TableColumn, read: (record: T) => CellForPeople]

type Records<T> = AsyncIterable<T> | Iterable<T>

/** Lays records out by their fields. */
export function layOut<T>(fields: readonly Field<T>[], records: Records<T>): Table
export function layOut<T>(fields: readonly FieldForPeople<T>[], records: Records<T>): Table<CellForPeople>
export function layOut<T>(fields: readonly FieldForPeople<T>[], records: Records<T>): Table<CellForPeople> {
  return { columns: fields.map(([column]) => column), rows: cellsOf(fields, records) }
}

async function* cellsOf<T>(fields: readonly FieldForPeople<T>[], records: Records<T>): AsyncGenerator<CellForPeople[]> {
  for await (const record of records) yield fields.map(([, read]) => read(record))
}
