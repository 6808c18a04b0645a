import { z } from 'zod'
import { ClassEntry } from './dataset.ts'

/**
 * How two runs answered one image, by its most probable class: right in both; right in the first and wrong in the second
 * (lost), or the other way round (gained); wrong in both, with the same class or with different ones. No answer is wrong,
 * and the same as no answer.
 */
export const FlipCell = z.enum(['both-right', 'lost', 'gained', 'same-wrong', 'different-wrong'])
export type FlipCell = z.infer<typeof FlipCell>

/** How one class fared in two runs, on the images that both evaluated. */
export const ClassFlips = ClassEntry.extend({
  images: z.int(),
  firstCorrect: z.int(),
  secondCorrect: z.int(),
  lost: z.int(),
  gained: z.int(),
  /** The second run's accuracy less the first's, a fraction of `images`. */
  delta: z.number(),
})
export type ClassFlips = z.infer<typeof ClassFlips>

/** Two runs on the images that both evaluated, paired by path, size and label of the file. */
export const Flips = z.object({
  first: z.int(),
  second: z.int(),
  images: z.int(),
  cells: z.record(FlipCell, z.int()),
  /** Fractions of `images`; null where there is none. */
  top1: z
    .object({
      first: z.number(),
      second: z.number(),
      /** The second's less the first's, with its 95% interval for paired proportions. */
      difference: z.number(),
      interval: z.tuple([z.number(), z.number()]),
    })
    .nullable(),
  /** McNemar's exact two-sided p of `lost` against `gained`. */
  p: z.number(),
  /** The classes of these images, those that lost most images on balance first, then by index. */
  classes: z.array(ClassFlips),
})
export type Flips = z.infer<typeof Flips>

const FlipAnswer = z.object({
  /** Canonical index; null where the network gave no answer. */
  predicted: z.int().nullable(),
  /** The probability of `predicted`. */
  p1: z.number().nullable(),
  /** Position of the true class among the stored predictions; 0 is right, -1 not among them. */
  rank: z.int(),
})
export type FlipAnswer = z.infer<typeof FlipAnswer>

/** What a grid shows of one image and both answers to it. */
export const FlipRow = z.object({
  /** The image's row in the first run, and in the second: another one where the file was indexed anew. */
  image: z.int(),
  secondImage: z.int(),
  path: z.string(),
  /** Canonical index of the true class. */
  label: z.int(),
  first: FlipAnswer,
  second: FlipAnswer,
})
export type FlipRow = z.infer<typeof FlipRow>

/**
 * What the images of two runs are sorted by: the probability of the wrong answer, of the more confident one where both are
 * (highest first); how much of its probability the true class lost from the first run to the second, or gained (most
 * first); or the file's path. Where the true class is not among the stored answers it has none to speak of, and counts as
 * 0; images with an answer whose probabilities are not known come last.
 */
export const FlipImageOrder = z.enum(['confidence', 'confidence-lost', 'confidence-gained', 'file'])
export type FlipImageOrder = z.infer<typeof FlipImageOrder>

/** Which images of two runs are meant, and in which order: those of a cell, of one true class or (null) of all. */
export const FlipSelection = z.object({
  cell: FlipCell.default('lost'),
  /** Canonical index of the true class. */
  label: z.int().nonnegative().nullable().default(null),
  /** The group that the true class lies in, by its WordNet id or one of its names; empty for any or none. */
  group: z.string().max(200).default(''),
  /** A tag that the image has; empty for any or none. */
  tag: z.string().max(50).default(''),
  order: FlipImageOrder.default('confidence'),
})
export type FlipSelection = z.infer<typeof FlipSelection>
