import { z } from 'zod'
import { ClassEntry } from './dataset.ts'
import { Recipe } from './recipe.ts'

/**
 * In place of a class's index, where a list has numbers only: the network gave no answer, because its scores were not
 * numbers. Such an image is evaluated, and wrong.
 */
export const NO_ANSWER = -1

const IntervalOrNull = z.tuple([z.number(), z.number()]).nullable()

/** How one class fared in a run. Accuracies are fractions of `images`, null where the class has none. */
export const ClassResult = ClassEntry.extend({
  /** Images of the class that were evaluated. */
  images: z.int(),
  /** Of these, those that the network gave no answer for: they are wrong, and taken for no class. */
  unanswered: z.int().default(0),
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

const Indices = z.instanceof(Int32Array)

/** A run's wrong top-1 predictions by pair of classes, as parallel lists: count descending, then indices. */
export const Confusions = z.object({
  /** True and predicted class of each pair, as canonical indices. */
  labels: Indices,
  predicted: Indices,
  counts: Indices,
  /** Evaluated images by class. */
  images: Indices,
  /** Of these, those without an answer: they are wrong, and in no pair. */
  unanswered: Indices,
})
export type Confusions = z.infer<typeof Confusions>

/**
 * The wrong top-1 predictions of two runs for the images that both evaluated, as parallel lists: pairs whose counts differ
 * most first, then by indices.
 */
export const PairedConfusions = z.object({
  /** True and predicted class of each pair, as canonical indices. */
  labels: Indices,
  predicted: Indices,
  /** How often the first run has the pair, and the second. */
  first: Indices,
  second: Indices,
  /** Images that both evaluated, by class. */
  images: Indices,
  /** Of these, those that one of them gave no answer for: they are wrong, and in no pair of it. */
  firstUnanswered: Indices,
  secondUnanswered: Indices,
})
export type PairedConfusions = z.infer<typeof PairedConfusions>

/** How a class fared in one run. Accuracies are fractions of `images`, with Wilson's 95% intervals. */
export const ClassTally = ClassResult.pick({
  images: true,
  unanswered: true,
  top1Correct: true,
  top5Correct: true,
  top1: true,
  top5: true,
  top1Interval: true,
}).extend({ top5Interval: IntervalOrNull })
export type ClassTally = z.infer<typeof ClassTally>

export const ClassConfusion = ClassEntry.extend({ count: z.int() })
export type ClassConfusion = z.infer<typeof ClassConfusion>

/** One class in one run; confusions count descending, then by index, the ten most frequent. */
export const ClassDetail = ClassEntry.extend({
  ...ClassTally.shape,
  /** The classes that its misclassified images were taken for. */
  takenFor: z.array(ClassConfusion),
  /** The classes whose images were wrongly taken for it. */
  takenForIt: z.array(ClassConfusion),
  /** The class in every other finished run of the dataset, in order of their ids. */
  otherRuns: z.array(ClassTally.extend({ run: z.int(), name: z.string() })),
})
export type ClassDetail = z.infer<typeof ClassDetail>

/** Which answers a list of a run's images has: the wrong ones, the right ones, or all. */
export const AnswerChoice = z.enum(['wrong', 'right', 'all'])
export type AnswerChoice = z.infer<typeof AnswerChoice>

/**
 * What misclassified images are sorted by: the probability of the wrong answer (highest first), its margin over the
 * second one (narrowest first), the rank of the true class (nearest first, those not among the stored answers last), or
 * the file's path. Those without an answer come after all that have one.
 */
export const ErrorOrder = z.enum(['confidence', 'margin', 'rank', 'file'])
export type ErrorOrder = z.infer<typeof ErrorOrder>

/** Where the true class is among the answers, counted from 1: one of the first five, or none of them. */
export const RankRange = z.enum(['any', '2-5', '6+'])
export type RankRange = z.infer<typeof RankRange>

const Probability = z.number().min(0).max(1)

/** Which misclassified images are meant, all of them by default, and in which order; right answers, where these are asked for. */
export const ErrorFilter = z.object({
  answers: AnswerChoice.default('wrong'),
  /** Canonical index of the true class. */
  label: z.int().nonnegative().nullable().default(null),
  /** Canonical index of the class that was predicted. */
  predicted: z.int().nonnegative().nullable().default(null),
  rank: RankRange.default('any'),
  /** Bounds of the answer's probability, both inclusive. Where there is no answer, or no probability of it, only 0 to 1 includes it. */
  from: Probability.default(0),
  to: Probability.default(1),
  /** Only those that the network gave no answer for. */
  unanswered: z.boolean().default(false),
  /** The group that the true class lies in, by its WordNet id or one of its names; empty for any or none. */
  group: z.string().max(200).default(''),
  /** A part of the file's path, or of the name or wnid of either class, in small or capital letters. */
  text: z.string().max(200).default(''),
  /** A tag that the image has; empty for any or none. */
  tag: z.string().max(50).default(''),
  order: ErrorOrder.default('confidence'),
  /** The other way round. */
  reversed: z.boolean().default(false),
})
export type ErrorFilter = z.infer<typeof ErrorFilter>

/** The filter of what is counted by confidence: all of it but the range of that, and the order. */
export const ErrorSelection = ErrorFilter.omit({ from: true, to: true, order: true, reversed: true })
export type ErrorSelection = z.infer<typeof ErrorSelection>

/** Bins of 5% each that misclassified images are counted in; bin k is [k / 20, (k + 1) / 20), and the last holds 1 as well. */
export const ERROR_BINS = 20

/** What a grid shows of one image: classes as canonical indices. */
export const ResultRow = z.object({
  image: z.int(),
  path: z.string(),
  label: z.int(),
  /** Null where the network gave no answer, as are its probability and margin. */
  predicted: z.int().nullable(),
  /** The probability of `predicted`; null as well of imported answers without one. */
  p1: z.number().nullable(),
  /** How much more probable `predicted` is than the second answer. */
  margin: z.number().nullable(),
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
  /** Pixels, as they are stored: what EXIF data say of that is heeded in no picture. */
  width: z.int(),
  height: z.int(),
  format: z.string(),
  colorModel: z.string(),
  label: ClassEntry,
  rank: z.int(),
  /**
   * Most probable first, as many as were stored (ten, or as many as there are classes); none without an answer. Imported
   * answers may have no probabilities.
   */
  predictions: z.array(ClassEntry.extend({ probability: z.number().nullable() })),
  /** What the network saw of the image; null where nobody knows here, as of an imported run. */
  crop: ImageRegion.nullable(),
})
export type ImageResult = z.infer<typeof ImageResult>

/** What one run answered for a file that several have evaluated. */
export const AnswerInRun = z.object({
  run: z.int(),
  name: z.string(),
  /** The run's own row of the file. */
  image: z.int(),
  /** Null of an imported run, as is its crop. */
  recipe: Recipe.nullable(),
  /** Null where the network gave no answer. */
  predicted: ClassEntry.nullable(),
  /** The probability of `predicted`; null as well of imported answers without one. */
  p1: z.number().nullable(),
  rank: z.int(),
  crop: ImageRegion.nullable(),
})
export type AnswerInRun = z.infer<typeof AnswerInRun>
