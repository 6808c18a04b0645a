import type { ClassFlips } from '../../shared/flips.ts'

type Key = string | number

/** What classes can be ordered by. Figures start where trouble is: the greatest loss, the most images lost. */
export const flipColumns = {
  name: { key: ({ name }: ClassFlips): Key => name, descendingFirst: false },
  images: { key: ({ images }: ClassFlips): Key => images, descendingFirst: true },
  delta: { key: ({ delta }: ClassFlips): Key => delta, descendingFirst: false },
  lost: { key: ({ lost }: ClassFlips): Key => lost, descendingFirst: true },
  gained: { key: ({ gained }: ClassFlips): Key => gained, descendingFirst: true },
} as const

export type FlipColumn = keyof typeof flipColumns

export interface FlipOrder {
  column: FlipColumn
  descending: boolean
}

/** The order after a column's head was pressed: the other way round where it is ordered by that column already. */
export function reorderedFlips(order: FlipOrder, column: FlipColumn): FlipOrder {
  const descending = order.column === column ? !order.descending : flipColumns[column].descendingFirst
  return { column, descending }
}

const collator = new Intl.Collator('en')

/** Ties fall to the lower index. */
export function sortFlips(classes: readonly ClassFlips[], { column, descending }: FlipOrder): ClassFlips[] {
  const { key } = flipColumns[column]
  const direction = descending ? -1 : 1
  return classes.toSorted((a, b) => direction * compareKeys(key(a), key(b)) || a.index - b.index)
}

function compareKeys(a: Key, b: Key): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
}
