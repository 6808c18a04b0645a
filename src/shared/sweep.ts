import { z } from 'zod'
import { SerializedError } from './errors.ts'
import { Recipe } from './recipe.ts'
import { DecodeSpeed, EvaluatedRun, PipelineSpeed } from './run.ts'

/** One size that the networks of a sweep see: the side or shorter side of the resized image, and that of the crop, in pixels. */
export const SweepSize = Recipe.pick({ resize: true, crop: true }).extend({
  /** The recipe's own where undefined. */
  resampler: Recipe.shape.resampler.optional(),
})
export type SweepSize = z.infer<typeof SweepSize>

export const describeSize = ({ resize, crop, resampler }: SweepSize): string =>
  `${resize}/${crop}${resampler === undefined ? '' : ` ${resampler}`}`

/** A network of a sweep, as `runs.start` takes it. */
export const SweepModel = z.strictObject({
  file: z.string().min(1),
  weights: z.string().min(1).optional(),
  /** The only sizes that it is run at; those of the sweep where undefined. */
  sizes: z.array(SweepSize).min(1).max(1000).optional(),
})
export type SweepModel = z.infer<typeof SweepModel>

/** Sizes of a sweep, named one by one or by their crops. */
export const SweepSizes = z.strictObject({
  rows: z.array(SweepSize).default([]),
  crops: z.array(Recipe.shape.crop).default([]),
  /** What a crop is of the size that it is cut from, which is rounded down, as timm does. */
  resizeRatio: z.number().positive().max(1).default(0.875),
  /** Each size with each of them; the recipe's own where there is none. */
  resamplers: z.array(Recipe.shape.resampler).default([]),
})
export type SweepSizes = z.output<typeof SweepSizes>

/** What a sweep is of, as a file says it. */
export const SweepGrid = SweepSizes.extend({ models: z.array(SweepModel).min(1) })
export type SweepGrid = z.output<typeof SweepGrid>

export function sizesOf({ rows, crops, resizeRatio, resamplers }: SweepSizes): SweepSize[] {
  const sizes = [...crops.map((crop) => ({ resize: Math.floor(crop / resizeRatio), crop })), ...rows]
  if (resamplers.length === 0) return sizes
  return sizes.flatMap((size) => resamplers.map((resampler): SweepSize => ({ ...size, resampler })))
}

/** A run of the sweep that could not be made. */
export const RefusedRun = z.object({ model: z.string(), size: z.string(), error: SerializedError })
export type RefusedRun = z.infer<typeof RefusedRun>

/** What a sweep takes, as its networks and some of its images showed before the first image was evaluated. */
export const SweepPlan = z.object({
  /** Runs that are evaluated together, by their ids: as many as fit into the memory. More than one is a pass over the images each. */
  passes: z.array(z.object({ runs: z.array(z.int()), memoryBytes: z.number() })),
  /** Images that are left to at least one of the runs. */
  images: z.int(),
  /** Sizes that each image is resized to. */
  resizes: z.int(),
  /** What the crop cache comes to take more, roughly; 0 where none is used. */
  cacheBytes: z.number(),
  seconds: z.number(),
})
export type SweepPlan = z.infer<typeof SweepPlan>

/** A model at a size that it can be run at. */
export const FittingRun = z.object({
  model: z.string(),
  size: z.string(),
  recipe: Recipe,
  /** See `RunSettings`. */
  exportedAt: z.int().nullable(),
  macs: z.number().nullable(),
})

/** What a sweep would take, before there is one: what its plan tells, by the trials of its models alone. */
export const SweepEstimate = SweepPlan.omit({ passes: true }).extend({
  fitting: z.array(FittingRun),
  refused: z.array(RefusedRun),
  memoryBytes: z.number(),
})
export type SweepEstimate = z.infer<typeof SweepEstimate>

/**
 * What a sweep measured of itself: its runs have no such speeds of their own, as files are read and decoded for all of
 * them. Of `pipeline`, an image counts once, when every run of the pass that it was left to has answered it.
 */
export const SweepMeasurements = z.object({
  speed: z.object({ pipeline: PipelineSpeed.nullable(), decode: DecodeSpeed.nullable() }),
  wallSeconds: z.number(),
})
export type SweepMeasurements = z.infer<typeof SweepMeasurements>

/** Runs of several networks and sizes that were asked for together, as they stand. */
export const SweepSummary = z.object({
  sweep: z.int(),
  name: z.string(),
  createdAt: z.string(),
  pinnedAt: z.string().nullable(),
  /** Null where lists show it. */
  archivedAt: z.string().nullable(),
  dataset: z.string(),
  runs: z.array(EvaluatedRun),
  /** Null until the first image is evaluated. */
  plan: SweepPlan.nullable(),
  ...SweepMeasurements.shape,
})
export type SweepSummary = z.infer<typeof SweepSummary>

/** A sweep as lists have it: what its runs are called, and how they stand. */
export const SweepEntry = SweepSummary.pick({
  ...{ sweep: true, name: true, createdAt: true, pinnedAt: true, archivedAt: true, dataset: true },
}).extend({
  runs: z.array(EvaluatedRun.pick({ run: true, name: true, model: true, status: true })),
})
export type SweepEntry = z.infer<typeof SweepEntry>

/** What is told of a sweep: its runs, what each image needs to be seen, what each class loses, and what objects' size explains of it. */
export const SweepReportKind = z.enum(['sweep', 'critical', 'critical-summary', 'classes-by-loss', 'object-size'])
export type SweepReportKind = z.infer<typeof SweepReportKind>
