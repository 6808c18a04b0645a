import { z } from 'zod'
import { GraphTrace } from './graph-trace.ts'
import { ModelLimits } from './model.ts'
import { Recipe } from './recipe.ts'
import { BatchSize, Environment, Provider, ProviderChoice, SessionSpeed, ThreadCount } from './run.ts'

/** Crops, each of which takes its time. */
export const Crops = z.array(Recipe.shape.crop).min(1).max(64)

/** What networks compute in. In fp16, weights and all that is computed are rounded; normalisation and ranking are not. */
export const Precision = z.enum(['fp32', 'fp16'])
export type Precision = z.infer<typeof Precision>

/**
 * How a benchmark measures: warm-up runs first, then repetitions until there are enough, or the time is over; whichever
 * comes first, but at least one.
 */
export const Measuring = z.object({
  /** One after the other; one that two of them stand for is measured once. */
  providers: z.array(ProviderChoice).min(1).max(ProviderChoice.options.length).default(['auto']),
  /** Threads of a session; all cores where nothing is said. */
  threads: ThreadCount.optional(),
  warmUp: z.int().min(1).max(1000).default(3),
  repetitions: z.int().min(1).max(100_000).default(30),
  /** No repetition begins later than this for one network at one batch. */
  seconds: z.number().positive().max(3600).default(3),
  precision: Precision.default('fp32'),
  /** Runs every network once more, to say which provider computes each of its nodes. */
  trace: z.boolean().default(false),
})
export type Measuring = z.output<typeof Measuring>

export const BenchInput = Measuring.extend({
  ...ModelLimits.shape,
  /** A file, or the name of an architecture. */
  model: z.string().min(1),
  /** A .caffemodel; without one, the weights of a Caffe network are drawn at random. */
  weights: z.string().min(1).optional(),
  /** The output that is measured, and all that leads to it. Default: the network's own, as far as its file tells. */
  output: z.string().min(1).optional(),
  /** Default: the size that the model itself states. */
  crops: Crops.optional(),
  batches: z.array(BatchSize).min(1).max(64).default([1, 8, 32, 64]),
})
export const FoundingBenchInput = Measuring.extend({
  batches: z.array(BatchSize).min(1).max(64).default([32]),
  /** For each of the six: together, a minute. The slowest of them needs a second for a batch of 32 on a few cores. */
  seconds: Measuring.shape.seconds.default(10),
})

/** A run's session speed as it was measured anew. */
export const MeasuredSession = z.object({ run: z.int(), speed: SessionSpeed })
export type MeasuredSession = z.infer<typeof MeasuredSession>

/** A provider as a session uses it, and what it could do there at best. */
export const RatedProvider = z.object({
  provider: Provider,
  device: z.string(),
  /** Threads of the one session. */
  threads: z.int(),
  /** Billions of multiply-adds a second in matrix products of the same precision, measured in the same way and at the same time. */
  peakGmacsPerSecond: z.number(),
})
export type RatedProvider = z.infer<typeof RatedProvider>

/** One network's session speed at one crop and batch: one session, with `threadsPerSession`. There is no accuracy. */
export const BenchResult = RatedProvider.extend({
  crop: z.int(),
  ...SessionSpeed.shape,
  params: z.int(),
  /** Billions of multiply-adds for one image at this crop; null where unknowable. */
  gmacs: z.number().nullable(),
  gmacsPerSecond: z.number().nullable(),
  /** `gmacsPerSecond / peakGmacsPerSecond`; may exceed 1, since the peak is a measured one. */
  peakShare: z.number().nullable(),
})
export type BenchResult = z.infer<typeof BenchResult>

/** What was asked for, and is not among the results. */
export const NotMeasured = z.object({
  /** As it was asked for, where it does not work. */
  provider: ProviderChoice,
  /** Null is the model's own, or all of the founding table. */
  crop: z.int().nullable(),
  batch: z.int(),
  /** The smaller batch that was measured, since memory did not hold this one. */
  instead: z.int().nullable(),
  problem: z.string(),
})
export type NotMeasured = z.infer<typeof NotMeasured>

/** Weights drawn at random tell of speed alone. */
export const WeightsOrigin = z.enum(['file', 'random'])
export type WeightsOrigin = z.infer<typeof WeightsOrigin>

/** Which provider computed each node of a network. */
export const NetworkTrace = GraphTrace.extend({ network: z.string(), crop: z.int() })
export type NetworkTrace = z.infer<typeof NetworkTrace>

/** The provider is that of the first result; every result has its own. */
export const Conditions = RatedProvider.extend({
  weights: WeightsOrigin,
  precision: Precision,
  environment: Environment,
  /** Highest resident set of the process, sessions included. */
  peakRssBytes: z.int(),
  notMeasured: z.array(NotMeasured),
  /** Of every network on every provider, where they were asked for. */
  traces: z.array(NetworkTrace),
  /** What is worth knowing about the results, `notMeasured` included. */
  warnings: z.array(z.string()),
})
export type Conditions = z.infer<typeof Conditions>

export const Bench = Conditions.extend({
  model: z.string(),
  file: z.string(),
  weightsFile: z.string().nullable(),
  output: z.string(),
  sha256: z.string(),
  /** At the first crop, as are `gmacs`: both may depend on it, and every result has its own. */
  params: z.int(),
  gmacs: z.number().nullable(),
  results: z.array(BenchResult),
})
export type Bench = z.infer<typeof Bench>

/** A row of the founding table; its ratios are against the first row at the same batch on the same provider. */
export const FoundingBenchRow = z.object({
  architecture: z.string(),
  /** Side of the squashed image that the crop is cut from: part of the row's name, of no effect on its speed. */
  input: z.int(),
  ...BenchResult.shape,
  /** How many times fewer multiply-adds it takes; null where unknowable. */
  gmacsRatio: z.number().nullable(),
  /** Ratio of the median rates. */
  speedup: z.number().nullable(),
  /** The middle 80% of the rounds' own ratios; null where there were too few rounds. */
  speedupInterval: z.tuple([z.number(), z.number()]).nullable(),
})
export type FoundingBenchRow = z.infer<typeof FoundingBenchRow>

export const FoundingBench = Conditions.extend({
  tables: z.array(z.object({ provider: Provider, batch: z.int(), rows: z.array(FoundingBenchRow) })),
})
export type FoundingBench = z.infer<typeof FoundingBench>

/** How far a benchmark is: figures done of those to be measured, and what is at work. */
export const BenchProgress = z.object({ done: z.int(), total: z.int(), at: z.string() })
export type BenchProgress = z.infer<typeof BenchProgress>
