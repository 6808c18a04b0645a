import type { ClassEntry } from '../../shared/dataset.ts'
import { lossOf, type ClassLossRecord } from '../../shared/report-fields.ts'
import { reorder, sortByColumn, type ColumnOrder } from './column-order.ts'

/** What a model loses of a class that is known by name. */
export type NamedLoss = ClassLossRecord & ClassEntry

const shareAt = (at: number) => (record: NamedLoss) => (record.right.at(at) ?? 0) / record.images

/** What classes can be ordered by. Figures start where trouble is: the greatest loss, the surest one. */
const columns = {
  name: { key: ({ name }: NamedLoss) => name, descendingFirst: false },
  images: { key: ({ images }: NamedLoss) => images, descendingFirst: true },
  largest: { key: shareAt(-1), descendingFirst: false },
  smallest: { key: shareAt(0), descendingFirst: false },
  loss: { key: lossOf, descendingFirst: true },
  lost: { key: ({ lost }: NamedLoss) => lost, descendingFirst: true },
  gained: { key: ({ gained }: NamedLoss) => gained, descendingFirst: true },
  p: { key: ({ p }: NamedLoss) => p, descendingFirst: false },
  adjusted: { key: ({ adjusted }: NamedLoss) => adjusted, descendingFirst: false },
}

export type LossColumn = keyof typeof columns
export type LossOrder = ColumnOrder<LossColumn>

export const reorderedLosses = (order: LossOrder, column: LossColumn) => reorder(columns, order, column)
export const sortLosses = (losses: readonly NamedLoss[], order: LossOrder) => sortByColumn(columns, losses, order)
