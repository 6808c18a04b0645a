import { z } from 'zod'
import { AnnotatedImage, Annotation, AnnotationChange, TagInUse } from './annotation.ts'
import { ArchitectureSummary, FOUNDING_CROPS } from './architecture.ts'
import { Bench, BenchInput, BenchProgress, Crops, FoundingBench, FoundingBenchInput } from './bench.ts'
import { Calibration } from './calibration.ts'
import { Comparison } from './comparison.ts'
import { ClearedCropCache, CropCacheLimit, CropCacheSelection, CropCacheSummary } from './crop-cache.ts'
import { DatasetSummary, IndexProgress, IndexResult } from './dataset.ts'
import { Diagnosis } from './diagnosis.ts'
import { FlipRow, Flips, FlipSelection } from './flips.ts'
import { MeanImageSummary } from './mean-image.ts'
import { ModelSummary } from './model.ts'
import { Name } from './name.ts'
import { PictureSide, Thumbnail, ThumbnailSide, ThumbnailSummary } from './picture.ts'
import { Preset, RecipeOverrides } from './presets.ts'
import { Layout, Recipe } from './recipe.ts'
import { RecipeSuggestion } from './recipe-suggestion.ts'
import { ReportFormat, ReportKind, TableInput } from './report.ts'
import {
  AnswerInRun,
  ClassDetail,
  ClassResult,
  Confusions,
  ERROR_BINS,
  ErrorFilter,
  ErrorSelection,
  ImageResult,
  ResultRow,
} from './results.ts'
import { QueueState } from './queue.ts'
import { BatchSize, OutputKind, ProviderChoice, RunProgress, RunSummary, ThreadCount } from './run.ts'
import { WrappedModels } from './wrapped-models.ts'

export const Nothing = z.object({})
const RunId = z.object({ run: z.int() })

/** A run by its id, also where that is text, or by its name. */
export const RunReference = z.union([z.int(), z.string().min(1)])
export type RunReference = z.infer<typeof RunReference>

/**
 * Whether the dataset is taken as it was last indexed. Otherwise it is brought up to date with its folder first; what
 * changes after that is skipped in either case.
 */
const AsIndexed = z.boolean().default(false)

/** Whether links are followed where they lead out of a dataset's folder; as the dataset was told before, unless stated. */
const Follow = z.boolean().optional()

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
  provider: ProviderChoice.default('auto'),
  batch: BatchSize.optional(),
  threads: ThreadCount.optional(),
  /** Takes resized images from the crop cache, and puts them there. */
  cache: z.boolean().default(true),
  /** Bytes that the whole process may take. */
  memoryLimit: z.int().min(1).optional(),
  /** The first N images in order of their path. */
  limit: z.int().min(1).optional(),
  /** Of no run before it. Without one it is made of the model and the recipe, and told apart by a number. */
  name: Name.optional(),
  asIndexed: AsIndexed,
  follow: Follow,
})
export type EvaluateInput = z.input<typeof EvaluateInput>

/** A run that was queued, and what bringing its dataset up to date found before; null where that was left out. */
const StartedRun = RunId.extend({ index: IndexResult.nullable() })

/** The baseline defaults to the first run. */
const CompareInput = z.object({ runs: z.array(RunReference).min(1), baseline: RunReference.optional() })
/** The comparison as text; the published rows of the founding table can be laid below one's own, as quoted figures. */
const ComparisonInput = CompareInput.extend({ format: ReportFormat, withPublished: z.boolean().default(false) })
/** Of the misclassified images, a report can hold those of a filter, in its order. */
const ReportInput = z.object({
  run: RunReference,
  as: ReportKind,
  format: ReportFormat,
  filter: ErrorFilter.optional(),
})
const FlipPair = z.object({ first: z.int(), second: z.int() })
const FlipReportInput = FlipSelection.extend({ first: RunReference, second: RunReference, format: ReportFormat })
const Text = z.object({ text: z.string() })
export const SavedFile = z.object({ file: z.string(), bytes: z.int() })
export type SavedFile = z.infer<typeof SavedFile>

/**
 * Everything a door may ask of the engine, with the schema of each question and answer. The same contract serves the
 * CLI (in one process) and the window (over a MessagePort).
 */
export const contract = {
  /** Where state lives, and why nothing of it can be changed, where that is so. */
  'engine.home': { input: Nothing, output: z.object({ home: z.string(), readOnly: z.string().nullable() }) },
  'engine.diagnose': { input: z.object({ integrity: z.boolean().default(false) }), output: Diagnosis },
  /** The networks that ship without weights, with what they learn and compute at each crop. */
  'architectures.list': {
    input: z.object({ crops: Crops.default([...FOUNDING_CROPS]) }),
    output: z.array(ArchitectureSummary),
  },
  /** The prototxt of one; `only` leaves all of its modifications but these. */
  'architectures.text': {
    input: z.object({ name: z.string().min(1), only: z.array(z.string()).optional() }),
    output: Text,
  },
  /** Measures, and answers when all is measured; one at a time. */
  'bench.model': { input: BenchInput, output: Bench },
  'bench.founding': { input: FoundingBenchInput, output: FoundingBench },
  'bench.cancel': { input: Nothing, output: Nothing },
  /** The resized images that are kept, so that later runs decode nothing, and what else is made once. */
  'cache.list': {
    input: Nothing,
    output: CropCacheSummary.extend({ thumbnails: ThumbnailSummary, wrappedModels: WrappedModels }),
  },
  /** Thumbnails and wrapped models are of no dataset: they go when everything does. */
  'cache.clear': { input: CropCacheSelection, output: ClearedCropCache },
  'cache.limit': { input: CropCacheLimit, output: CropCacheSummary },
  'datasets.list': { input: Nothing, output: z.array(DatasetSummary) },
  'datasets.index': {
    input: z.object({
      folder: z.string().min(1),
      labels: z.string().optional(),
      classes: z.string().optional(),
      follow: Follow,
      name: z.string().min(1).optional(),
    }),
    output: IndexResult,
  },
  /** Brings a dataset up to date with its folder. */
  'datasets.reindex': { input: z.object({ dataset: z.int() }), output: IndexResult },
  'datasets.cancelIndexing': { input: Nothing, output: Nothing },
  'models.list': { input: Nothing, output: z.array(ModelSummary) },
  /** An ONNX file, or a Caffe network (or an architecture's name) with its weights and perhaps its mean image. */
  'models.add': {
    input: z.object({
      file: z.string().min(1),
      weights: z.string().min(1).optional(),
      meanFile: z.string().min(1).optional(),
      /** The side of a Caffe network's images, in pixels, where it is not to be what the network states. */
      crop: Recipe.shape.crop.optional(),
    }),
    output: ModelSummary,
  },
  /** Reads a mean.binaryproto; recipes name it by its hash. */
  'means.add': { input: z.object({ file: z.string().min(1) }), output: MeanImageSummary },
  /** For a crop of its own, a Caffe network is suggested the size that goes with it. */
  'models.suggestRecipe': {
    input: z.object({ model: z.int(), crop: Recipe.shape.crop.optional() }),
    output: RecipeSuggestion,
  },
  /** Adds the dataset and the models that ship with Acuity. */
  'sample.add': { input: Nothing, output: z.object({ dataset: IndexResult, models: z.array(ModelSummary) }) },
  'runs.list': { input: Nothing, output: z.array(RunSummary) },
  'runs.get': { input: z.object({ run: RunReference }), output: RunSummary },
  /** Queues a run and answers then; `run.progress` and `run.finished` tell the rest. */
  'runs.start': { input: EvaluateInput, output: StartedRun },
  'runs.resume': { input: z.object({ run: RunReference }), output: RunId },
  /** A new run with everything as the given one recorded it, if its images are the same still. */
  'runs.again': {
    input: z.object({ run: RunReference, name: Name.optional(), asIndexed: AsIndexed }),
    output: StartedRun,
  },
  'runs.cancel': { input: RunId, output: Nothing },
  /** Answers when the run is done, interrupted or failed. */
  'runs.wait': { input: RunId, output: RunSummary },
  'queue.get': { input: Nothing, output: QueueState },
  /** Gives a waiting run another place among those that wait, the first being 0. */
  'queue.move': { input: RunId.extend({ place: z.int().nonnegative() }), output: QueueState },
  /** The running run ends its batches in work and waits, as the first; no other begins. */
  'queue.pause': { input: Nothing, output: QueueState },
  'queue.unpause': { input: Nothing, output: QueueState },
  'runs.compare': { input: CompareInput, output: Comparison },
  /** One entry a class of the dataset, in order of their index. */
  'results.classes': { input: RunId, output: z.array(ClassResult) },
  'results.class': { input: RunId.extend({ label: z.int().nonnegative() }), output: ClassDetail },
  'results.confusions': { input: RunId, output: Confusions },
  /** Confidence against accuracy, of what is committed so far. */
  'results.calibration': { input: RunId, output: Calibration },
  /** The misclassified images, most confident answer first. Their rows are asked for as they come into view. */
  'results.errors': { input: RunId.extend(ErrorFilter.shape), output: z.object({ images: z.array(z.int()) }) },
  /** How many of the misclassified images have which confidence in their wrong answer: one count a bin. */
  'results.errorConfidences': {
    input: RunId.extend(ErrorSelection.shape),
    output: z.array(z.int()).length(ERROR_BINS),
  },
  'results.rows': { input: RunId.extend({ images: z.array(z.int()).max(500) }), output: z.array(ResultRow) },
  'results.image': { input: RunId.extend({ image: z.int() }), output: ImageResult },
  /** Two runs side by side, on the images that both evaluated. */
  'results.flips': { input: z.object({ first: RunReference, second: RunReference }), output: Flips },
  /**
   * The selected images by their rows in the first run, the most confident wrong answer first, then by path. For the
   * second's rows, ask the other way round: lost is gained there, and the order is the same.
   */
  'results.flipImages': { input: FlipPair.extend(FlipSelection.shape), output: z.object({ images: z.array(z.int()) }) },
  /** Both answers to rows of the first run. */
  'results.flipRows': { input: FlipPair.extend({ images: z.array(z.int()).max(500) }), output: z.array(FlipRow) },
  /** What every run answered for the same file. */
  'results.imageInRuns': { input: z.object({ image: z.int() }), output: z.array(AnswerInRun) },
  'annotations.get': { input: z.object({ image: z.int() }), output: Annotation },
  /** Answers what there is then; what is not given stays as it is. */
  'annotations.set': { input: AnnotationChange.extend({ image: z.int() }), output: Annotation },
  /** The annotated images that a dataset holds now, in order of their path. */
  'annotations.list': { input: z.object({ dataset: z.int() }), output: z.array(AnnotatedImage) },
  /** The tags in use in all datasets, the most used first. */
  'annotations.tags': { input: Nothing, output: z.array(TagInUse) },
  /** The image as the decoder of the evaluation sees it, its longer side at most `side` pixels, as a BMP file. */
  'images.picture': {
    input: z.object({ image: z.int(), side: PictureSide }),
    output: z.object({ bmp: z.instanceof(Uint8Array) }),
  },
  /** The image as it was indexed, small, compressed, and kept on disk once it was drawn. */
  'images.thumbnail': { input: z.object({ image: z.int(), side: ThumbnailSide }), output: Thumbnail },
  /** The very pixels that the run's network is given of the image, before mean and scale, as a BMP file. */
  'images.pixels': {
    input: RunId.extend({ image: z.int() }),
    output: z.object({ bmp: z.instanceof(Uint8Array) }),
  },
  /** Where the image lies on disk. */
  'images.locate': { input: z.object({ image: z.int() }), output: z.object({ file: z.string() }) },
  'reports.render': { input: ReportInput, output: Text },
  'reports.save': { input: ReportInput.extend({ file: z.string().min(1) }), output: SavedFile },
  'comparisons.render': { input: ComparisonInput, output: Text },
  'comparisons.save': { input: ComparisonInput.extend({ file: z.string().min(1) }), output: SavedFile },
  /** The selected images of two runs with both answers. */
  'flips.render': { input: FlipReportInput, output: Text },
  'flips.save': { input: FlipReportInput.extend({ file: z.string().min(1) }), output: SavedFile },
  /** A chart as the window drew it. */
  'charts.save': { input: z.object({ file: z.string().min(1), bytes: z.instanceof(Uint8Array) }), output: SavedFile },
  /** A table as somebody looks at it, in the formats of the reports. */
  'tables.render': { input: TableInput, output: Text },
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type Contract = typeof contract
export type Method = keyof Contract
export type Input<M extends Method> = z.input<Contract[M]['input']>
export type Request<M extends Method> = z.output<Contract[M]['input']>
export type Output<M extends Method> = z.output<Contract[M]['output']>

/** What the engine tells without being asked. */
export const events = {
  'bench.progress': BenchProgress,
  'index.progress': IndexProgress,
  /** Nothing is being indexed any more. */
  'index.finished': Nothing,
  'run.progress': RunProgress,
  'run.finished': RunSummary,
  /** Lists that a door shows should be asked for again. */
  changed: z.object({ what: z.enum(['datasets', 'models', 'runs', 'annotations']) }),
} satisfies Record<string, z.ZodType>

export type EventName = keyof typeof events
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>

/** The engine as a door sees it, whether it lives in this process or behind a port. */
export interface Engine {
  /** @throws AcuityError */
  call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>>
  /** @returns a function that ends the subscription */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void
  /** Interrupts what runs, keeps what is committed, and lets go of every resource. */
  close(): Promise<void>
}
