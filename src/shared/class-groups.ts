import { z } from 'zod'

/** What some classes of a dataset are kinds of, after WordNet: dogs, birds, vehicles. */
export const ClassGroup = z.object({
  wnid: z.string(),
  /** All that WordNet calls it, as in `dog, domestic dog, Canis familiaris`. */
  name: z.string(),
  /** Its id is that of the group around it; null for one that lies in no other. */
  parent: z.string().nullable(),
  /** How many groups lie around it. */
  depth: z.int(),
  /** Canonical indices of its classes, those of the groups within it among them. */
  labels: z.array(z.int()),
})
export type ClassGroup = z.infer<typeof ClassGroup>

const IntervalOrNull = z.tuple([z.number(), z.number()]).nullable()

/** How the classes of a group fared in a run. Accuracies are fractions of `images`, null where it has none. */
export const GroupResult = ClassGroup.extend({
  /** Images of its classes that were evaluated. */
  images: z.int(),
  top1Correct: z.int(),
  top1: z.number().nullable(),
  /** Wilson's 95% interval of `top1`, as the other one is of `within`. */
  top1Interval: IntervalOrNull,
  top5: z.number().nullable(),
  /** Images that were taken for some class of the group, the right one or another. */
  withinCorrect: z.int(),
  /** Top-1, if any class of the group counts as right. */
  within: z.number().nullable(),
  withinInterval: IntervalOrNull,
})
export type GroupResult = z.infer<typeof GroupResult>

/** Some images that two runs have answered. */
export const PairedResult = z.object({
  images: z.int(),
  firstCorrect: z.int(),
  secondCorrect: z.int(),
  /** Images that only the first run has right, and only the second. */
  lost: z.int(),
  gained: z.int(),
  /** The second run's accuracy less the first's, a fraction of `images`, with its 95% interval for paired proportions. */
  delta: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  /** McNemar's exact two-sided p, and adjusted for all rows of the list (Holm 1979). */
  p: z.number(),
  adjusted: z.number(),
})
export type PairedResult = z.infer<typeof PairedResult>

/** How the classes of a group fared in two runs, on the images that both evaluated: at least one. */
export const PairedGroup = ClassGroup.extend(PairedResult.shape)
export type PairedGroup = z.infer<typeof PairedGroup>

/** The group of an id, or of one of its names in small or capital letters. */
export function isCalled({ wnid, name }: Pick<ClassGroup, 'wnid' | 'name'>, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  return [wnid, name, ...name.split(',')].some((each) => each.trim().toLowerCase() === wanted)
}
