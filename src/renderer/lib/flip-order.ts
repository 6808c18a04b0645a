import type { ClassFlips } from '../../shared/flips.ts'
import { reorder, sortByColumn, type ColumnOrder } from './column-order.ts'

/** What classes can be ordered by. Figures start where trouble is: the greatest loss, the most images lost. */
const columns = {
  name: { key: ({ name }: ClassFlips) => name, descendingFirst: false },
  images: { key: ({ images }: ClassFlips) => images, descendingFirst: true },
  delta: { key: ({ delta }: ClassFlips) => delta, descendingFirst: false },
  lost: { key: ({ lost }: ClassFlips) => lost, descendingFirst: true },
  gained: { key: ({ gained }: ClassFlips) => gained, descendingFirst: true },
}

export type FlipColumn = keyof typeof columns
export type FlipOrder = ColumnOrder<FlipColumn>

export const reorderedFlips = (order: FlipOrder, column: FlipColumn) => reorder(columns, order, column)
export const sortFlips = (classes: readonly ClassFlips[], order: FlipOrder) => sortByColumn(columns, classes, order)
