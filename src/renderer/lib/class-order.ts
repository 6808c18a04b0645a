import type { ClassResult } from '../../shared/results.ts'
import { reorder, sortByColumn, type ColumnOrder } from './column-order.ts'

/** How a class fared in a run, and, where it is compared with another, how much better: null where that is not known. */
export type ComparedClass = ClassResult & { delta?: number | null }

/** What classes can be ordered by. Figures start where trouble is: the lowest accuracy, the most frequent confusion. */
const columns = {
  index: { key: ({ index }: ClassResult) => index, descendingFirst: false },
  wnid: { key: ({ wnid }: ClassResult) => wnid, descendingFirst: false },
  name: { key: ({ name }: ClassResult) => name, descendingFirst: false },
  images: { key: ({ images }: ClassResult) => images, descendingFirst: true },
  top1: { key: ({ top1 }: ClassResult) => top1, descendingFirst: false },
  top5: { key: ({ top5 }: ClassResult) => top5, descendingFirst: false },
  delta: { key: ({ delta }: ComparedClass) => delta ?? null, descendingFirst: false },
  confused: { key: ({ mostConfusedCount }: ClassResult) => mostConfusedCount, descendingFirst: true },
}

export type ClassColumn = keyof typeof columns
export type ClassOrder = ColumnOrder<ClassColumn>

export const reordered = (order: ClassOrder, column: ClassColumn) => reorder(columns, order, column)
export const sortClasses = <Result extends ComparedClass>(classes: readonly Result[], order: ClassOrder): Result[] =>
  sortByColumn<Result, ClassColumn>(columns, classes, order)
