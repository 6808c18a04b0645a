import type { PairedResult } from '../../../shared/class-groups.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import type { ClassFlips } from '../../../shared/flips.ts'
import { holm, mcnemarExact, pairedDifference } from '../../../shared/metrics.ts'

type Unadjusted = Omit<PairedResult, 'adjusted'>

/** How two runs fared on the images of some classes together; null where there is none. */
export function pairedResult(classes: readonly ClassFlips[]): Unadjusted | null {
  const sum = (count: (of: ClassFlips) => number) => classes.reduce((total, each) => total + count(each), 0)
  const [images, lost, gained] = [sum((of) => of.images), sum((of) => of.lost), sum((of) => of.gained)]
  const [firstCorrect, secondCorrect] = [sum((of) => of.firstCorrect), sum((of) => of.secondCorrect)]
  const both = firstCorrect - lost
  const interval = pairedDifference(both, lost, gained, images - both - lost - gained)
  if (!interval) return null
  const delta = (gained - lost) / images
  return { images, firstCorrect, secondCorrect, lost, gained, delta, interval, p: mcnemarExact(lost, gained) }
}

/** Each of these classes by itself, in order of their index. */
export function pairedClasses(classes: readonly ClassFlips[]): (ClassEntry & PairedResult)[] {
  const paired = classes.flatMap((each) => {
    const [result, { index, wnid, name }] = [pairedResult([each]), each]
    return result ? [{ index, wnid, name, ...result }] : []
  })
  return adjusted(paired.toSorted((a, b) => a.index - b.index))
}

/** The rows of one list, their p values adjusted for as many. Groups hold each other's images: Holm's needs no independence. */
export function adjusted<Row extends Unadjusted>(rows: readonly Row[]): (Row & Pick<PairedResult, 'adjusted'>)[] {
  const values = holm(rows.map(({ p }) => p))
  return rows.map((row, at) => ({ ...row, adjusted: values[at] ?? 1 }))
}
