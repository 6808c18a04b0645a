import { benjaminiHochberg, mcnemarExact } from '../../../shared/metrics.ts'
import type { ClassLoss, LineClasses } from '../../../shared/sweep-classes.ts'
import type { Database } from '../db/index.ts'
import { seenLine, type SeenLine } from './seen-line.ts'
import type { SweepLine } from './sweep-lines.ts'

/** A loss stands where its adjusted p is at most this: of those that stand, so many may be false. */
const FALSE_DISCOVERIES = 0.05

type Counted = Pick<ClassLoss, 'images' | 'right' | 'lost' | 'gained'>

/** Of each class that has evaluated images, in order of their index. */
export function classLosses({ labels, right }: SeenLine): ClassLoss[] {
  const classes = new Map<number, Counted>()
  const [smallest, largest] = [right[0], right.at(-1)]
  for (const [at, label] of labels.entries()) {
    const own = classes.get(label) ?? { images: 0, right: right.map(() => 0), lost: 0, gained: 0 }
    classes.set(label, own)
    own.images++
    for (const [size, marks] of right.entries()) own.right[size] = (own.right[size] ?? 0) + (marks[at] ?? 0)
    const [small, large] = [smallest?.[at], largest?.[at]]
    if (large === 1 && small === 0) own.lost++
    if (small === 1 && large === 0) own.gained++
  }
  const counted = [...classes].toSorted(([a], [b]) => a - b)
  const p = counted.map(([, { lost, gained }]) => mcnemarExact(lost, gained))
  const adjusted = benjaminiHochberg(p)
  return counted.map(([label, own], i) => {
    const corrected = adjusted[i] ?? 1
    return { label, ...own, p: p[i] ?? 1, adjusted: corrected, stands: corrected <= FALSE_DISCOVERIES }
  })
}

export async function lineClasses(db: Database, line: SweepLine): Promise<LineClasses> {
  return { model: line.model, sizes: [...line.sizes], classes: classLosses(await seenLine(db, line)) }
}
