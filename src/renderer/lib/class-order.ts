import type { ClassResult } from '../../shared/results.ts'
import { reorder, sortByColumn, type ColumnOrder } from './column-order.ts'

/** What classes can be ordered by. Figures start where trouble is: the lowest accuracy, the most frequent confusion. */
const columns = {
  index: { key: ({ index }: ClassResult) => index, descendingFirst: false },
  wnid: { key: ({ wnid }: ClassResult) => wnid, descendingFirst: false },
  name: { key: ({ name }: ClassResult) => name, descendingFirst: false },
  images: { key: ({ images }: ClassResult) => images, descendingFirst: true },
  top1: { key: ({ top1 }: ClassResult) => top1, descendingFirst: false },
  top5: { key: ({ top5 }: ClassResult) => top5, descendingFirst: false },
  confused: { key: ({ mostConfusedCount }: ClassResult) => mostConfusedCount, descendingFirst: true },
}

export type ClassColumn = keyof typeof columns
export type ClassOrder = ColumnOrder<ClassColumn>

export const reordered = (order: ClassOrder, column: ClassColumn) => reorder(columns, order, column)
export const sortClasses = (classes: readonly ClassResult[], order: ClassOrder) => sortByColumn(columns, classes, order)
