import { z } from 'zod'

/** How the answers for an image change over the sizes of a sweep. Each image is in one state. */
export const SeenState = z.enum(['always', 'critical', 'non-monotone', 'never'])
export type SeenState = z.infer<typeof SeenState>

export interface Seen {
  /** `critical`: wrong below some size, and right from there on. `non-monotone`: right somewhere, and wrong at a larger size. */
  state: SeenState
  /** Position of the critical size, the smallest from which on every larger one is right too; null where the largest is wrong. */
  from: number | null
}

/** @param right whether the image is answered rightly at each size, the smallest first */
export function seen(right: readonly boolean[]): Seen {
  const from = right.lastIndexOf(false) + 1
  const isRightAtLast = from < right.length
  if (from === 0) return { state: 'always', from: isRightAtLast ? 0 : null }
  if (!right.includes(true)) return { state: 'never', from: null }
  const isMonotone = isRightAtLast && !right.slice(0, from).includes(true)
  return { state: isMonotone ? 'critical' : 'non-monotone', from: isRightAtLast ? from : null }
}
