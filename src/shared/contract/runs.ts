import { z } from 'zod'
import { IndexResult } from '../dataset.ts'
import { OutputOrder } from '../label-order.ts'
import { ModelLimits } from '../model.ts'
import { Name } from '../name.ts'
import { Preset, RecipeOverrides } from '../presets.ts'
import { QueueState } from '../queue.ts'
import { Layout } from '../recipe.ts'
import { OutputKind } from '../output-kind.ts'
import { Seed } from '../sample.ts'
import { BatchSize, EvaluatedRun, ProviderChoice, RunProgress, RunSummary, ThreadCount } from '../run.ts'
import { Follow, Nothing, RunId, RunReference } from './common.ts'
import type { Events, Methods } from './method.ts'

/**
 * Whether the dataset is taken as it was last indexed. Otherwise it is brought up to date with its folder first; what
 * changes after that is skipped in either case.
 */
const AsIndexed = z.boolean().default(false)

export const EvaluateInput = z.object({
  /** An indexed dataset, by its id or its name. */
  dataset: z.union([z.int(), z.string().min(1)]),
  /** A file, the name of an architecture, or the id of a model that the engine knows. */
  model: z.union([z.int(), z.string().min(1)]),
  /** A .caffemodel, where the model is a Caffe network. */
  weights: z.string().min(1).optional(),
  /** What the recipe starts from. Defaults to what is suggested for the model, layout and all (models.suggestRecipe). */
  preset: Preset.optional(),
  /** Stated over it, field by field. */
  recipe: RecipeOverrides.default({}),
  /** Defaults to what is suggested, else to what the file says (see ModelDescription). */
  layout: Layout.optional(),
  /** The output that is the network's answer. Default: the one with as many scores as the dataset has classes. */
  output: z.string().min(1).optional(),
  outputKind: OutputKind.optional(),
  /** Output k means class k + classOffset. Defaults to what is suggested, else to -1 for one output more than classes, else to 0. */
  classOffset: z.int().min(-100_000).max(100_000).optional(),
  /** Which class an answer means, where not the one of its index: as a run has it. */
  outputOrder: OutputOrder.optional(),
  /** Ranks the scores of those classes alone that the dataset has images of. */
  restrictClasses: z.boolean().optional(),
  provider: ProviderChoice.default('auto'),
  batch: BatchSize.optional(),
  threads: ThreadCount.optional(),
  /** Takes resized images from the crop cache, and puts them there. */
  cache: z.boolean().default(true),
  /** Bytes that the whole process may take. */
  memoryLimit: z.int().min(1).optional(),
  ...ModelLimits.shape,
  /** The first N images in order of their path. */
  limit: z.int().min(1).optional(),
  /** So many images, of each class its share, drawn by the seed: what they show is an estimate. */
  sample: z.int().min(1).optional(),
  seed: Seed.optional(),
  /** Of no run before it. Without one it is made of the model and the recipe, and told apart by a number. */
  name: Name.optional(),
  asIndexed: AsIndexed,
  follow: Follow,
})
export type EvaluateInput = z.input<typeof EvaluateInput>

/** A run that was queued, and what bringing its dataset up to date found before; null where that was left out. */
export const StartedRun = RunId.extend({ index: IndexResult.nullable() })

export const runMethods = {
  'runs.list': { input: Nothing, output: z.array(RunSummary), page: true },
  'runs.get': { input: z.object({ run: RunReference }), output: RunSummary },
  /** Queues a run and answers then; `run.progress` and `run.finished` tell the rest. */
  'runs.start': {
    input: EvaluateInput,
    output: StartedRun,
    writes: true,
    page: EvaluateInput.omit({ weights: true }).extend({ model: z.int() }),
  },
  'runs.resume': { input: z.object({ run: RunReference }), output: RunId, writes: true, page: true },
  /** A new run with everything as the given one recorded it, if its images are the same still. */
  'runs.again': {
    input: z.object({ run: RunReference, name: Name.optional(), asIndexed: AsIndexed }),
    output: StartedRun,
    writes: true,
    page: true,
  },
  /** Takes a run off the queue, or ends it after the batches in work. */
  'runs.cancel': { input: RunId, output: Nothing, page: true },
  /** Answers when the run is done, interrupted or failed. */
  'runs.wait': { input: RunId, output: EvaluatedRun },
  /** Takes up the runs that wait since an engine ended that had them; `paused`, they wait until somebody says so. */
  'queue.takeUp': { input: z.object({ paused: z.boolean() }), output: QueueState, writes: true },
  'queue.get': { input: Nothing, output: QueueState, page: true },
  /** Gives a waiting run another position among those that wait, the first being 0. */
  'queue.move': { input: RunId.extend({ position: z.int().nonnegative() }), output: QueueState, page: true },
  /** The running run ends its batches in work and waits, as the first; no other begins. */
  'queue.pause': { input: Nothing, output: QueueState, page: true },
  'queue.unpause': { input: Nothing, output: QueueState, page: true },
} satisfies Methods

export const runEvents = { 'run.progress': RunProgress, 'run.finished': EvaluatedRun } satisfies Events
