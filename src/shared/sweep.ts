import { z } from 'zod'
import { SerializedError } from './errors.ts'
import { Recipe } from './recipe.ts'
import { RunSummary } from './run.ts'

/** One size that the networks of a sweep see: the side or shorter side of the resized image, and that of the crop, in pixels. */
export const SweepSize = Recipe.pick({ resize: true, crop: true }).extend({
  /** The recipe's own where undefined. */
  resampler: Recipe.shape.resampler.optional(),
})
export type SweepSize = z.infer<typeof SweepSize>

export const describeSize = ({ resize, crop, resampler }: SweepSize): string =>
  `${resize}/${crop}${resampler === undefined ? '' : ` ${resampler}`}`

/** A network of a sweep, as `runs.start` takes it. */
export const SweepModel = z.object({ file: z.string().min(1), weights: z.string().min(1).optional() })
export type SweepModel = z.infer<typeof SweepModel>

/** A run of the sweep that could not be made. */
export const RefusedRun = z.object({ model: z.string(), size: z.string(), error: SerializedError })
export type RefusedRun = z.infer<typeof RefusedRun>

/** Runs of several networks and sizes that were asked for together, as they stand. */
export const SweepSummary = z.object({
  sweep: z.int(),
  name: z.string(),
  createdAt: z.string(),
  runs: z.array(RunSummary),
})
export type SweepSummary = z.infer<typeof SweepSummary>

/** What is told of a sweep: its runs, what each image needs to be seen, and what each class loses. */
export const SweepReportKind = z.enum(['sweep', 'critical', 'critical-summary', 'classes-by-loss'])
export type SweepReportKind = z.infer<typeof SweepReportKind>
