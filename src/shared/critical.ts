import { z } from 'zod'

/** How the answers for an image change over the sizes of a sweep. Each image is in one state. */
export const SeenState = z.enum(['always', 'critical', 'non-monotone', 'never'])
export type SeenState = z.infer<typeof SeenState>

/** Images of one state; critical ones by the size that they need, counted from the smallest, which is 0. */
export const SeenGroup = z.object({ state: SeenState, size: z.int().nonnegative().nullable() })
export type SeenGroup = z.infer<typeof SeenGroup>

export const SeenCount = SeenGroup.extend({ images: z.int() })
export type SeenCount = z.infer<typeof SeenCount>

/** What the images that all runs of a line have evaluated need to be seen; the counts add up to them. */
export const LineSeen = z.object({
  model: z.string(),
  /** The smallest size first, as are the sizes' names. */
  runs: z.array(z.int()),
  sizes: z.array(z.string()),
  images: z.int(),
  counts: z.array(SeenCount),
})
export type LineSeen = z.infer<typeof LineSeen>

/** Images in the order of what they need: those never seen first, and always seen ones last. */
export const NeedyImages = z.object({
  /** Of the line, the smallest size first, as are the sizes' names. */
  runs: z.array(z.int()),
  sizes: z.array(z.string()),
  images: z.instanceof(Int32Array),
  /** Of each, its state by its place in `SeenState.options`. */
  states: z.instanceof(Int8Array),
  /** Of each, the smallest size from which on it is right at every larger one; -1 where the largest is wrong. */
  from: z.instanceof(Int16Array),
})
export type NeedyImages = z.infer<typeof NeedyImages>

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
