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

/** Which misclassified images are meant: all, or those of one true class, predicted as one class, or both. */
export const ErrorFilter = z.object({
  /** Canonical index of the true class. */
  label: z.int().nonnegative().nullable().default(null),
  /** Canonical index of the class that was predicted. */
  predicted: z.int().nonnegative().nullable().default(null),
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
