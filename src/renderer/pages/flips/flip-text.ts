import type { Flips } from '../../../shared/flips.ts'
import { count, counted } from '../../lib/format.ts'
import { points, pValue } from '../../lib/run-text.ts'

/** What is commonly taken for more than chance. */
const SIGNIFICANT = 0.05

/** `−23.1 to −13.8 points`. */
export function pointsRange([low, high]: readonly [number, number]): string {
  return `${points(low)} to ${points(high)} points`
}

/** McNemar's test in words: whether the runs differ by more than chance. */
export function describeTest({ cells: { lost, gained }, p }: Pick<Flips, 'cells' | 'p'>): string {
  const discordant = lost + gained
  if (discordant === 0) return 'No image is classified correctly by one run alone: nothing tells the two apart.'
  const isMore = p < SIGNIFICANT
  const images = counted(discordant, 'image that only one run gets right', 'images that only one run gets right')
  return (
    `${isMore ? 'This is more than chance' : 'This may be chance'}: of ${images}, ${count(lost)} were lost and ` +
    `${count(gained)} gained. Two equally good runs ${isMore ? 'seldom' : 'often'} split so unevenly ` +
    `(McNemar’s exact test, p${p < 0.001 ? '' : ' ='} ${pValue(p)}).`
  )
}
