import type { ClassResult } from '../../shared/results.ts'

type Key = string | number | null

/** What classes can be ordered by. Figures start where trouble is: the lowest accuracy, the most frequent confusion. */
export const classColumns = {
  index: { key: ({ index }: ClassResult): Key => index, descendingFirst: false },
  wnid: { key: ({ wnid }: ClassResult): Key => wnid, descendingFirst: false },
  name: { key: ({ name }: ClassResult): Key => name, descendingFirst: false },
  images: { key: ({ images }: ClassResult): Key => images, descendingFirst: true },
  top1: { key: ({ top1 }: ClassResult): Key => top1, descendingFirst: false },
  top5: { key: ({ top5 }: ClassResult): Key => top5, descendingFirst: false },
  confused: { key: ({ mostConfusedCount }: ClassResult): Key => mostConfusedCount, descendingFirst: true },
} as const

export type ClassColumn = keyof typeof classColumns

export interface ClassOrder {
  column: ClassColumn
  descending: boolean
}

/** The order after a column's head was pressed: the other way round where it is ordered by that column already. */
export function reordered(order: ClassOrder, column: ClassColumn): ClassOrder {
  const descending = order.column === column ? !order.descending : classColumns[column].descendingFirst
  return { column, descending }
}

/** Ties fall to the lower index, and what is not known comes last in either direction. */
export function sortClasses(classes: readonly ClassResult[], { column, descending }: ClassOrder): ClassResult[] {
  const { key } = classColumns[column]
  const direction = descending ? -1 : 1
  return classes.toSorted((a, b) => {
    const [first, second] = [key(a), key(b)]
    if (first === null || second === null) return Number(first === null) - Number(second === null) || a.index - b.index
    return direction * compareKeys(first, second) || a.index - b.index
  })
}

const collator = new Intl.Collator('en')

function compareKeys(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
}
