type Key = string | number | null

/** What a table can be ordered by: each column by its key, from the end where trouble is. */
export type SortColumns<Row, Column extends string> = Readonly<
  Record<Column, { key: (row: Row) => Key; descendingFirst: boolean }>
>

export interface ColumnOrder<Column extends string> {
  column: Column
  descending: boolean
}

/** The order after a column's head was pressed: the other way round where it is ordered by that column already. */
export function reorder<Column extends string>(
  columns: SortColumns<never, Column>,
  order: ColumnOrder<Column>,
  column: Column,
): ColumnOrder<Column> {
  const descending = order.column === column ? !order.descending : columns[column].descendingFirst
  return { column, descending }
}

/** Ties fall to the lower index, and what is not known comes last in either direction. */
export function sortByColumn<Row extends { index: number }, Column extends string>(
  columns: SortColumns<Row, Column>,
  rows: readonly Row[],
  { column, descending }: ColumnOrder<Column>,
): Row[] {
  const { key } = columns[column]
  const direction = descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const [first, second] = [key(a), key(b)]
    if (first === null || second === null) return Number(first === null) - Number(second === null) || a.index - b.index
    return direction * compareKeys(first, second) || a.index - b.index
  })
}

const collator = new Intl.Collator('en')

function compareKeys(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
}
