import { benjaminiHochberg, mcnemarExact } from '../../../shared/metrics.ts'
import type { Database } from '../db/index.ts'
import { seenImages } from './seen-images.ts'
import type { SweepLine } from './sweep-lines.ts'

/** A loss stands where its adjusted p is at most this: of those that stand, so many may be false. */
const FALSE_DISCOVERIES = 0.05

/** What a model loses of one class between the largest and the smallest size of a sweep. */
export interface ClassLoss {
  label: number
  images: number
  /** Rightly answered images at each size, the smallest first. */
  right: number[]
  /** Images that are right at the largest size alone, of the two, and at the smallest alone. */
  lost: number
  gained: number
  /** McNemar's exact two-sided p of these, and adjusted for all classes. */
  p: number
  adjusted: number
  stands: boolean
}

/** Of each class that has evaluated images, in order of their index. */
export async function classLosses(db: Database, line: SweepLine): Promise<ClassLoss[]> {
  const classes = new Map<number, Pick<ClassLoss, 'images' | 'right' | 'lost' | 'gained'>>()
  for await (const { label, answers } of seenImages(db, line)) {
    const own = classes.get(label) ?? { images: 0, right: answers.map(() => 0), lost: 0, gained: 0 }
    classes.set(label, own)
    own.images++
    own.right = own.right.map((count, size) => count + (answers[size]?.right ? 1 : 0))
    const [smallest, largest] = [answers[0]?.right, answers.at(-1)?.right]
    if (largest && !smallest) own.lost++
    if (smallest && !largest) own.gained++
  }
  const counted = [...classes].toSorted(([a], [b]) => a - b)
  const p = counted.map(([, { lost, gained }]) => mcnemarExact(lost, gained))
  const adjusted = benjaminiHochberg(p)
  return counted.map(([label, own], i) => {
    const corrected = adjusted[i] ?? 1
    return { label, ...own, p: p[i] ?? 1, adjusted: corrected, stands: corrected <= FALSE_DISCOVERIES }
  })
}
