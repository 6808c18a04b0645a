import { z } from 'zod'

/** Bins of equal width on [0, 1]; bin k is (k / 15, (k + 1) / 15], and the first holds 0 as well. */
export const CALIBRATION_BINS = 15

/** What is counted of the answers whose confidence lies in one bin. */
export const ConfidenceCount = z.object({
  images: z.int(),
  correct: z.int(),
  /** Sum of the confidences. */
  confidence: z.number(),
})
export type ConfidenceCount = z.infer<typeof ConfidenceCount>

export const CalibrationBin = z.object({
  /** Bounds of the confidence; `from` is not part of the bin. */
  from: z.number(),
  to: z.number(),
  images: z.int(),
  correct: z.int(),
  /** Fractions of `images`, null where the bin has none. */
  accuracy: z.number().nullable(),
  meanConfidence: z.number().nullable(),
})
export type CalibrationBin = z.infer<typeof CalibrationBin>

/**
 * How far the confidence of a run's top-1 answers, the probability as it is stored, is how often they are right. Null
 * until an image has been evaluated.
 */
export const Calibration = z.object({
  /** Images with an answer. */
  images: z.int(),
  /** Images without one: they have no confidence, and are left out. */
  unanswered: z.int().default(0),
  correct: z.int(),
  meanConfidence: z.number().nullable(),
  /** Expected calibration error: the bins' |accuracy - mean confidence|, weighted by their images. */
  ece: z.number().nullable(),
  /** Maximum calibration error: the largest of them, however few images its bin has. */
  mce: z.number().nullable(),
  bins: z.array(CalibrationBin).length(CALIBRATION_BINS),
})
export type Calibration = z.infer<typeof Calibration>

/**
 * Calibration from what each bin counts.
 *
 * Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, eqs. (3)
 * and (5), with M = 15.
 * @param counts one entry a bin, in their order
 * @param unanswered images that are in none
 */
export function summariseCalibration(counts: readonly ConfidenceCount[], unanswered = 0): Calibration {
  const sum = (of: keyof ConfidenceCount) => counts.reduce((total, count) => total + count[of], 0)
  const images = sum('images')
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  const filled = counts.filter((count) => count.images > 0)
  // |accuracy - mean confidence| of a bin, times its images.
  const gaps = filled.map(({ correct, confidence }) => Math.abs(correct - confidence))
  return {
    images,
    unanswered,
    correct: sum('correct'),
    meanConfidence: share(sum('confidence'), images),
    ece: share(
      gaps.reduce((total, gap) => total + gap, 0),
      images,
    ),
    mce: images === 0 ? null : Math.max(...filled.map((count, index) => (gaps[index] ?? 0) / count.images)),
    bins: counts.map((count, index) => ({
      from: index / counts.length,
      to: (index + 1) / counts.length,
      images: count.images,
      correct: count.correct,
      accuracy: share(count.correct, count.images),
      meanConfidence: share(count.confidence, count.images),
    })),
  }
}
