import { z } from 'zod'

/** What a model loses of one class between the largest and the smallest size of a sweep. */
export const ClassLoss = z.object({
  /** Canonical index. */
  label: z.int(),
  images: z.int(),
  /** Rightly answered images at each size, the smallest first. */
  right: z.array(z.int()),
  /** Images that are right at the largest size alone, of the two, and at the smallest alone. */
  lost: z.int(),
  gained: z.int(),
  /** McNemar's exact two-sided p of these, and adjusted for all classes (Benjamini and Hochberg 1995). */
  p: z.number(),
  adjusted: z.number(),
  stands: z.boolean(),
})
export type ClassLoss = z.infer<typeof ClassLoss>

/** Of each class that has images which all runs of a line have evaluated, in order of their index. */
export const LineClasses = z.object({ model: z.string(), sizes: z.array(z.string()), classes: z.array(ClassLoss) })
export type LineClasses = z.infer<typeof LineClasses>
