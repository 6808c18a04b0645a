import type { ClassContent } from '../../shared/dataset-contents.ts'
import { reorder, sortByColumn, type ColumnOrder } from './column-order.ts'

/** What the classes of a dataset can be ordered by. Figures start where trouble is: few images, many skipped. */
const columns = {
  index: { key: ({ index }: ClassContent) => index, descendingFirst: false },
  wnid: { key: ({ wnid }: ClassContent) => wnid, descendingFirst: false },
  name: { key: ({ name }: ClassContent) => name, descendingFirst: false },
  images: { key: ({ images }: ClassContent) => images, descendingFirst: false },
  skipped: { key: ({ skipped }: ClassContent) => skipped, descendingFirst: true },
}

export type ContentColumn = keyof typeof columns
export type ContentOrder = ColumnOrder<ContentColumn>

export const reorderedContent = (order: ContentOrder, column: ContentColumn) => reorder(columns, order, column)
export const sortContent = (classes: readonly ClassContent[], order: ContentOrder) =>
  sortByColumn(columns, classes, order)
