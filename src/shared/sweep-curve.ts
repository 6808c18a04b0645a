import { z } from 'zod'

/** What is drawn of a sweep's runs: their accuracies, that of chosen classes, or their calibration error. */
export const CurveY = z.enum(['top1', 'top5', 'classes', 'ece'])
export type CurveY = z.infer<typeof CurveY>

/** Canonical index of a class, of which no dataset has more. */
export const ClassIndex = z.int().min(0).max(999_999)

const IntervalOrNull = z.tuple([z.number(), z.number()]).nullable()

/** One run of a line. */
export const CurvePoint = z.object({
  run: z.int(),
  /** What its size is called: by its crop where that tells all apart, else `resize/crop`. */
  size: z.string(),
  /** Images that the value is of: those evaluated, of the chosen classes, or with an answer. */
  images: z.int(),
  /** A fraction; null where there is no image. */
  value: z.number().nullable(),
  /** Wilson's 95% interval of an accuracy; null of a calibration error, which has none that is as simple. */
  interval: IntervalOrNull,
})
export type CurvePoint = z.infer<typeof CurvePoint>

/** What a line loses between its largest size and its smallest, on the images that all of its runs have evaluated. */
export const CurveLoss = z.object({
  images: z.int(),
  /** The smallest first. Runs that have evaluated nothing yet are left out. */
  sizes: z.array(z.object({ run: z.int(), size: z.string(), correct: z.int() })).min(2),
  /** Images that only the largest answers rightly, and only the smallest. */
  lost: z.int(),
  gained: z.int(),
  /** 95% interval of the smallest's accuracy less the largest's, for paired proportions. */
  interval: z.tuple([z.number(), z.number()]),
  /** McNemar's exact two-sided p. */
  p: z.number(),
})
export type CurveLoss = z.infer<typeof CurveLoss>

/** Runs that differ in size alone, the smallest first. */
export const CurveLine = z.object({
  model: z.string(),
  points: z.array(CurvePoint).min(1),
  /** Null where fewer than two have evaluated an image in common, and of the calibration error. */
  loss: CurveLoss.nullable(),
})
export type CurveLine = z.infer<typeof CurveLine>
