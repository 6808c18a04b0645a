import { z } from 'zod'
import { ClassEntry } from './dataset.ts'

const IntervalOrNull = z.tuple([z.number(), z.number()]).nullable()

/** How one class fared in a run. Accuracies are fractions of `images`, null where the class has none. */
export const ClassResult = ClassEntry.extend({
  /** Images of the class that were evaluated. */
  images: z.int(),
  top1Correct: z.int(),
  top5Correct: z.int(),
  top1: z.number().nullable(),
  top5: z.number().nullable(),
  /** Wilson's 95% interval of `top1`. */
  top1Interval: IntervalOrNull,
  /** The wrong class most often predicted; of several, the one of lowest index. */
  mostConfusedWith: ClassEntry.nullable(),
  mostConfusedCount: z.int().nullable(),
})
export type ClassResult = z.infer<typeof ClassResult>

/**
 * What misclassified images are sorted by: the probability of the wrong answer (highest first), its margin over the
 * second one (narrowest first), the rank of the true class (nearest first, those not among the stored answers last), or
 * the file's path.
 */
export const ErrorOrder = z.enum(['confidence', 'margin', 'rank', 'file'])
export type ErrorOrder = z.infer<typeof ErrorOrder>

/** Where the true class is among the answers, counted from 1: one of the first five, or none of them. */
export const RankRange = z.enum(['any', '2-5', '6+'])
export type RankRange = z.infer<typeof RankRange>

const Probability = z.number().min(0).max(1)

/** Which misclassified images are meant, all of them by default, and in which order. */
export const ErrorFilter = z.object({
  /** Canonical index of the true class. */
  label: z.int().nonnegative().nullable().default(null),
  /** Canonical index of the class that was predicted. */
  predicted: z.int().nonnegative().nullable().default(null),
  rank: RankRange.default('any'),
  /** Bounds of the wrong answer's probability, both inclusive. */
  from: Probability.default(0),
  to: Probability.default(1),
  /** A part of the file's path, or of the name or wnid of either class, in small or capital letters. */
  text: z.string().max(200).default(''),
  order: ErrorOrder.default('confidence'),
  /** The other way round. */
  reversed: z.boolean().default(false),
})
export type ErrorFilter = z.infer<typeof ErrorFilter>

/** What a grid shows of one image: classes as canonical indices. */
export const ResultRow = z.object({
  image: z.int(),
  path: z.string(),
  label: z.int(),
  predicted: z.int(),
  /** The probability of `predicted`. */
  p1: z.number(),
  /** Position of the true class among the stored predictions; 0 is right, -1 not among them. */
  rank: z.int(),
})
export type ResultRow = z.infer<typeof ResultRow>

/** A rectangle in fractions of the whole image's width and height, from its top left corner. */
export const ImageRegion = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() })
export type ImageRegion = z.infer<typeof ImageRegion>

/** Everything a run knows of one image. */
export const ImageResult = z.object({
  image: z.int(),
  path: z.string(),
  bytes: z.int(),
  /** Pixels, as they are stored: EXIF orientation is ignored, as the recipes' tools do. */
  width: z.int(),
  height: z.int(),
  format: z.string(),
  colorModel: z.string(),
  label: ClassEntry,
  rank: z.int(),
  /** Most probable first, as many as were stored (ten, or as many as there are classes). */
  predictions: z.array(ClassEntry.extend({ probability: z.number() })),
  /** What the network saw of the image. */
  crop: ImageRegion,
})
export type ImageResult = z.infer<typeof ImageResult>
