import { ErrorOrder, type ErrorFilter, type ResultRow } from '../../../../shared/results.ts'
import { probability } from '../../../../shared/text.ts'

type Ordering = Pick<ErrorFilter, 'order' | 'reversed'>

/** What stands first in each order, and what does in its reverse. */
const names: Record<ErrorOrder, [string, string]> = {
  confidence: ['Most confident first', 'Least confident first'],
  margin: ['Narrowest margin first', 'Widest margin first'],
  rank: ['Truth near the top first', 'Truth far down first'],
  file: ['File, A to Z', 'File, Z to A'],
}

/** Every way to sort misclassified images, by the key of {@link orderKey}. */
export const orderings: readonly (Ordering & { key: string; name: string })[] = ErrorOrder.options.flatMap((order) =>
  [false, true].map((reversed) => ({
    order,
    reversed,
    key: orderKey({ order, reversed }),
    name: names[order][reversed ? 1 : 0],
  })),
)

export function orderKey({ order, reversed }: Ordering): string {
  return reversed ? `${order} reversed` : order
}

/** What a tile says of an image so that its position in the order is understood; nothing where the tile says it anyway. */
export function orderCaption(order: ErrorOrder, { margin, rank, path }: ResultRow): string | null {
  switch (order) {
    case 'confidence':
      return null
    case 'margin':
      return margin === null ? null : `margin ${probability(margin)}`
    case 'rank':
      if (rank === 0) return 'right'
      return rank === -1 ? 'truth not in top 10' : `truth ranked ${rank + 1}`
    case 'file':
      return path.slice(path.lastIndexOf('/') + 1)
  }
}
