import type { Cell, Column, Field } from '../../../shared/report.ts'

/** What every format can write: typed columns, and rows that may come page by page. */
export interface Table {
  columns: readonly Column[]
  rows: Records<readonly Cell[]>
}

type Records<T> = AsyncIterable<T> | Iterable<T>

/** Lays records out by their fields. */
export function layOut<T>(fields: readonly Field<T>[], records: Records<T>): Table {
  return { columns: fields.map(([column]) => column), rows: cellsOf(fields, records) }
}

async function* cellsOf<T>(fields: readonly Field<T>[], records: Records<T>): AsyncGenerator<Cell[]> {
  for await (const record of records) yield fields.map(([, read]) => read(record))
}
