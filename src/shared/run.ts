import { z } from 'zod'
import { Annotation } from './annotation.ts'
import { Advice } from './advice.ts'
import { SerializedError } from './errors.ts'
import { ImportedSettings } from './imported.ts'
import { LabelOrder, OutputOrder } from './label-order.ts'
import { OutputKind } from './output-kind.ts'
import { Layout, Recipe } from './recipe.ts'
import { RecipeOrigin } from './recipe-origin.ts'
import { SkipCount } from './skip.ts'
import { Sample } from './sample.ts'

export const Provider = z.enum(['cpu', 'cuda', 'webgpu'])
export type Provider = z.infer<typeof Provider>

/** `auto` is CUDA where it was probed to work, else the CPU; never anything else. */
export const ProviderChoice = z.enum(['auto', ...Provider.options])
export type ProviderChoice = z.infer<typeof ProviderChoice>

/** `queued` runs wait, perhaps for an engine that takes them up. `interrupted` runs were cancelled or their process died: they resume where they stopped. */
export const RunStatus = z.enum(['queued', 'running', 'done', 'interrupted', 'failed'])
export type RunStatus = z.infer<typeof RunStatus>

/** What else went on in this home while a speed was measured, such as `run 3`; null where nobody looked, as earlier. */
const DisturbedBy = z.array(z.string()).nullable().default(null)

/** (p90 - p10) / p50 of a run's rate samples; null where there were too few, or nobody looked, as earlier. */
const RateSpread = z.number().nullable().default(null)

/** What disturbs a round disturbs all sessions that took their turn in it: ratios round by round are of the sessions. */
const MeasuredRounds = z.object({
  /** The same for all sessions that took turns with each other. */
  together: z.string(),
  /** Images per second in each round. */
  fps: z.array(z.number()),
})

/** Resident input, warm, at the run's batch and shape; copies from and to the host are inside. */
export const SessionSpeed = z.object({
  /** Of the median latency. */
  fps: z.number(),
  /** Over all repetitions, the slow ones too, as a pipeline's rate is; null in runs of before it was recorded. */
  meanFps: z.number().nullable().default(null),
  p50Ms: z.number(),
  p90Ms: z.number(),
  p99Ms: z.number(),
  batch: z.int(),
  /** Sessions that ran at the same time, each with `threadsPerSession`. */
  sessions: z.int(),
  threadsPerSession: z.int(),
  warmUp: z.int(),
  repetitions: z.int(),
  /** (p90 - p10) / p50 of the latencies. */
  spread: z.number(),
  /** Of sessions that took turns; null for one that was measured by itself. */
  rounds: MeasuredRounds.nullable().default(null),
  disturbedBy: DisturbedBy,
})
export type SessionSpeed = z.infer<typeof SessionSpeed>

/** Preprocessing alone, as the workers timed it image by image; `fps` is that of all workers together. */
export const DecodeSpeed = z.object({
  fps: z.number(),
  images: z.int(),
  workerSeconds: z.number(),
  workers: z.int(),
  spread: RateSpread,
  disturbedBy: DisturbedBy,
})
export type DecodeSpeed = z.infer<typeof DecodeSpeed>

/**
 * From files to committed predictions, summed over every stretch that the run was active. Of `images`, the pixels of
 * `cached` came resized from the crop cache: their files were not decoded.
 */
export const PipelineSpeed = z.object({
  fps: z.number(),
  images: z.int(),
  seconds: z.number(),
  cached: z.int().default(0),
  spread: RateSpread,
  disturbedBy: DisturbedBy,
})
export type PipelineSpeed = z.infer<typeof PipelineSpeed>

/** A null speed has not been measured yet. */
export const Speed = z.object({
  pipeline: PipelineSpeed.nullable(),
  decode: DecodeSpeed.nullable(),
  session: SessionSpeed.nullable(),
})
export type Speed = z.infer<typeof Speed>

/** Images that a network is given at once: a model that fixes more of them is refused. */
export const MAX_BATCH = 4096
export const BatchSize = z.int().min(1).max(MAX_BATCH)

/** Threads of a run, or of a benchmark's session. */
export const MAX_THREADS = 1024
export const ThreadCount = z.int().min(1).max(MAX_THREADS)

/**
 * How the work is spread over threads. `fused`: each thread decodes the images of a job and then infers them, with a
 * session of its own. `split`: threads that only decode hand their batches to those that only infer.
 */
export const Placement = z.object({
  kind: z.enum(['fused', 'split']),
  sessions: z.int(),
  threadsPerSession: z.int(),
  /** Threads that read, decode and crop; the same ones as the sessions' where the work is fused. */
  decoders: z.int(),
})
export type Placement = z.infer<typeof Placement>

/** A placement, why it was chosen, and what was tried for it. */
export const ChosenPlacement = Placement.extend({
  /** Images at a time: less than asked for where they did not fit into the memory. */
  batch: z.int(),
  reason: z.string(),
  /** The session rate of every placement that a calibration measured; empty where the choice needs none. */
  calibration: z.array(Placement.extend({ fps: z.number() })),
})
export type ChosenPlacement = z.infer<typeof ChosenPlacement>

/** What a run ran on: recorded with it, shown in every report. */
export const Environment = z.object({
  acuity: z.string(),
  onnxruntime: z.string(),
  decoder: z.string(),
  sqlite: z.string(),
  node: z.string(),
  platform: z.string(),
  cpu: z.string(),
  cores: z.int(),
  memoryBytes: z.int(),
})
export type Environment = z.infer<typeof Environment>

/** Images and right answers so far; accuracies are correct / evaluated. */
export const Tally = z.object({
  indexed: z.int(),
  evaluated: z.int(),
  /** Of the evaluated, those that the network gave no answer for, as its scores were not numbers: they are wrong. */
  unanswered: z.int().default(0),
  skipped: z.int(),
  top1Correct: z.int(),
  top5Correct: z.int(),
})
export type Tally = z.infer<typeof Tally>

const IntervalOrNull = z.tuple([z.number(), z.number()]).nullable()

/** Fractions with their 95% intervals; null until an image has been evaluated. */
export const Accuracies = z.object({
  top1: z.number().nullable(),
  top5: z.number().nullable(),
  ci: z.object({ top1: IntervalOrNull, top5: IntervalOrNull }),
})
export type Accuracies = z.infer<typeof Accuracies>

/** The classes that answers are looked for among, where these are fewer than the dataset's list has. */
export const RestrictedClasses = z.object({
  /** What these classes are known as together, as in ImageNet-R; null where they are others. */
  name: z.string().nullable(),
  /** Canonical indices, ascending. */
  classes: z.array(z.int().nonnegative()).min(1),
})
export type RestrictedClasses = z.infer<typeof RestrictedClasses>

/** All that a run needs to be run again. */
export const RunSettings = z.object({
  imported: z.null().default(null),
  recipe: Recipe,
  /** Null in runs of before it was recorded. */
  recipeOrigin: RecipeOrigin.nullable().default(null),
  layout: Layout,
  /** Side in pixels that the model's file states, where it runs at the recipe's crop instead; else null. */
  exportedAt: z.int().nullable().default(null),
  /** Name of the output that was taken for the network's answer. */
  output: z.string(),
  /** Why that one; null in runs of before it was recorded, which took the first that holds scores. */
  outputReason: z.string().nullable().default(null),
  outputKind: OutputKind,
  /** How that is known; null in runs of before it was recorded. */
  outputKindReason: z.string().nullable().default(null),
  /** What scores that are probabilities are multiplied with: 1, but for a sum of several softmaxes, or percentages. */
  outputScale: z.number().default(1),
  outputs: z.int(),
  classes: z.int(),
  classOffset: z.int(),
  /** How the dataset's labels that are numbers were read; null where they are the indices of classes. */
  labelOrder: LabelOrder.nullable().default(null),
  /** Which class an answer means; null where the one of its index. */
  outputOrder: OutputOrder.nullable().default(null),
  /** Null where scores of all classes are ranked. */
  restricted: RestrictedClasses.nullable().default(null),
  /** Weights that the output depends on, as timm counts them. */
  params: z.int().nonnegative(),
  /** Multiply-adds of convolutions and matrix products for one image at this crop; null where unknowable. */
  macs: z.number().nullable(),
  provider: Provider,
  device: z.string(),
  batch: z.int(),
  /** The one batch that the network works at, or that alone is right, although its file leaves it open; else null. */
  onlyBatch: z.int().nullable().default(null),
  /** Threads that decode and, on the CPU, infer. */
  threads: z.int(),
  /** Whether resized images are taken from the crop cache, and put there. */
  cache: z.boolean().default(true),
  /** Bytes of memory that the process may take; null for as many as it needs. */
  memoryLimit: z.int().nullable().default(null),
  environment: Environment,
  warnings: z.array(Advice),
})
export type RunSettings = z.infer<typeof RunSettings>

/** A run's part in the crop cache. */
export const CropCacheUse = z.object({
  /** Of the images that the run took up, those that were there when it began. */
  found: z.int(),
  appended: z.int(),
  /** Why it could not be used, or not be written, where that is not as it should be. */
  problem: z.string().nullable(),
})
export type CropCacheUse = z.infer<typeof CropCacheUse>

/** What a run measured of itself so far. */
export const RunMeasurements = z.object({
  speed: Speed,
  /** Of the last stretch; null before it began. */
  placement: ChosenPlacement.nullable().default(null),
  /** What the last stretch found in the crop cache, and put there; null where it was not used. */
  cropCache: CropCacheUse.nullable().default(null),
  /** Time the run was active, over all its stretches. */
  wallSeconds: z.number(),
  /** Highest resident set of the process that ran it; null before the run ends a stretch. */
  peakRssBytes: z.int().nullable(),
  /** What its answers so far give reason to say. */
  warnings: z.array(Advice).default([]),
})
export type RunMeasurements = z.infer<typeof RunMeasurements>

const Summary = RunMeasurements.extend({
  run: z.int(),
  /** The sweep that it belongs to: what was measured of its pipeline and decoder is the sweep's, not its own. */
  sweep: z.int().nullable(),
  name: z.string(),
  status: RunStatus,
  error: SerializedError.nullable(),
  model: z.string(),
  /** Of how it was set up, of its answers, and of images without one. */
  warnings: z.array(Advice),
  dataset: z.string(),
  datasetRoot: z.string(),
  datasetFingerprint: z.string(),
  limit: z.int().nullable(),
  sample: Sample.nullable(),
  images: z.object({
    indexed: z.int(),
    evaluated: z.int(),
    unanswered: z.int().default(0),
    /** Of the evaluated, those whose files are damaged, as far as they were decoded: the crop cache keeps none of them. */
    damaged: z.int().default(0),
    skipped: z.int(),
    skippedBy: z.array(SkipCount),
  }),
  top1Correct: z.int(),
  top5Correct: z.int(),
  ...Accuracies.shape,
  createdAt: z.string(),
  /** When its network first ran; null of one that waits for that, was imported, or ran before this was recorded. */
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  pinnedAt: z.string().nullable(),
  /** Null where lists show it. */
  archivedAt: z.string().nullable(),
  ...Annotation.shape,
})

/** A run whose network ran here. */
export const EvaluatedRun = RunSettings.extend(Summary.shape).extend({
  modelFile: z.string(),
  /** A Caffe network's .caffemodel. */
  modelWeights: z.string().nullable(),
  modelSha256: z.string(),
})
export type EvaluatedRun = z.infer<typeof EvaluatedRun>

/** A run whose answers were made elsewhere: it has no recipe and no speed, and its model is a name. */
export const ImportedRun = ImportedSettings.extend(Summary.shape).extend({
  modelFile: z.null(),
  modelWeights: z.null(),
  modelSha256: z.null(),
})
export type ImportedRun = z.infer<typeof ImportedRun>

export const RunSummary = z.union([EvaluatedRun, ImportedRun])
export type RunSummary = z.infer<typeof RunSummary>

/** Whether a run's network ran here, so that it can run again. */
export const isEvaluated = (run: RunSummary): run is EvaluatedRun => run.imported === null

export const RunProgress = Tally.extend({
  run: z.int(),
  phase: z.enum(['preparing', 'measuring', 'evaluating']),
  ...Accuracies.shape,
  speed: Speed,
  etaSeconds: z.number().nullable(),
  /** Of how it was set up, and of its answers so far: what is not among them any more holds no longer. */
  warnings: z.array(Advice).default([]),
})
export type RunProgress = z.infer<typeof RunProgress>
