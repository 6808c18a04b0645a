import { z } from 'zod'
import { MeasuredSession } from './bench.ts'
import { ChartFile } from './chart-file.ts'
import { Nothing, SavedFile } from './contract/common.ts'
import { importMethods } from './contract/imports.ts'
import { libraryMethods } from './contract/library.ts'
import { IndexResult } from './dataset.ts'
import { SerializedError } from './errors.ts'
import { FlipSelection } from './flips.ts'
import { LabelOrderChoice } from './label-order.ts'
import { LayoutChoice } from './layout.ts'
import { MeanImageSummary } from './mean-image.ts'
import { ModelFormat } from './model-formats.ts'
import { DatasetReportKind, ReportFormat, ReportKind, TableInput } from './report.ts'
import { ErrorFilter } from './results.ts'
import { SweepReportKind } from './sweep.ts'

/** What a person can be asked to choose. A `folder` of images or an `archive` of them is a dataset. A `model` is an ONNX file, or a Caffe network that wants its `weights`. The `answers` are those of a network that was run elsewhere. */
export const PathKind = z.enum(['folder', 'archive', 'labels', 'classes', 'model', 'weights', 'mean', 'answers'])
export type PathKind = z.infer<typeof PathKind>

/**
 * A file or folder that a person has chosen in a dialog or dropped on the window. The page names it by `grant`; the
 * path itself is for showing only, and never accepted back.
 */
export const GrantedPath = z.object({
  grant: z.uuid(),
  kind: PathKind,
  path: z.string(),
  /** Of a model whose name does not say it. */
  format: ModelFormat.optional(),
})
export type GrantedPath = z.infer<typeof GrantedPath>

/** Why the engine's process ended, and the last lines it wrote to stderr. */
const Death = { reason: z.string(), said: z.array(z.string()) }

/** What the engine's process is doing. `down`: it died too often to be started again unasked. */
export const EngineState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running') }),
  z.object({ state: z.literal('restarted'), ...Death }),
  z.object({ state: z.literal('down'), ...Death }),
])
export type EngineState = z.infer<typeof EngineState>

const Grant = z.uuid()

/** Everything a page may ask of the main process: what needs a dialog, a path, or the engine's process itself. */
export const shellContract = {
  /** Asks for a port to the engine, which arrives as a window message of its own (see {@link channels}). */
  'engine.connect': { input: Nothing, output: EngineState },
  /** Starts the engine anew: after it has been given up on, or where it could not open the database. */
  'engine.restart': { input: Nothing, output: Nothing },
  /** Null when cancelled. Says `for` which model a file is wanted, if it is for one. */
  'paths.choose': { input: z.object({ kind: PathKind, for: Grant.optional() }), output: GrantedPath.nullable() },
  'datasets.index': {
    input: z.object({
      folder: Grant,
      labels: Grant.optional(),
      classes: Grant.optional(),
      name: z.string().min(1).optional(),
      layout: LayoutChoice.optional(),
      labelOrder: LabelOrderChoice.optional(),
    }),
    output: IndexResult,
  },
  /** Reads the labels of a dataset in another way. */
  'datasets.reread': {
    input: z.object({
      dataset: z.int(),
      labels: Grant.optional(),
      layout: LayoutChoice,
      labelOrder: LabelOrderChoice.optional(),
    }),
    output: IndexResult,
  },
  'models.add': {
    input: z.object({ file: Grant, weights: Grant.optional(), mean: Grant.optional() }),
    output: libraryMethods['models.add'].output,
  },
  /** Makes a run of answers that were made elsewhere. */
  'runs.import': {
    input: importMethods['runs.import'].input
      .pick({ modelName: true, outputKind: true, inOrder: true, partial: true })
      .extend({ file: Grant, dataset: z.int() }),
    output: importMethods['runs.import'].output,
  },
  /** A mean image for a recipe to name. */
  'means.add': { input: z.object({ file: Grant }), output: MeanImageSummary },
  /** These ask where to save; null when cancelled. */
  'reports.save': {
    input: z.object({
      run: z.int(),
      as: ReportKind,
      format: ReportFormat,
      filter: ErrorFilter.optional(),
      images: z.array(z.int()).max(100_000).optional(),
    }),
    output: SavedFile.nullable(),
  },
  /** Asks for a folder, and writes a file of each of the runs into it. */
  'reports.saveEach': {
    input: z.object({ runs: z.array(z.int()).min(1).max(10_000), as: ReportKind, format: ReportFormat }),
    output: z.object({ folder: z.string(), files: z.int(), bytes: z.int() }).nullable(),
  },
  'tables.save': { input: TableInput.extend({ title: z.string().min(1) }), output: SavedFile.nullable() },
  'datasets.save': {
    input: z.object({ dataset: z.int(), as: DatasetReportKind, format: ReportFormat }),
    output: SavedFile.nullable(),
  },
  'comparisons.save': {
    input: z.object({
      runs: z.array(z.int()).min(1),
      format: ReportFormat,
      withPublished: z.boolean().default(false),
      sessions: z.array(MeasuredSession).optional(),
    }),
    output: SavedFile.nullable(),
  },
  'sweeps.save': {
    input: z.object({ sweep: z.int(), as: SweepReportKind, format: ReportFormat }),
    output: SavedFile.nullable(),
  },
  /** Asks where to save what the page has drawn; null when cancelled. */
  'charts.save': { input: ChartFile, output: SavedFile.nullable() },
  /** The same for a cell of two runs. */
  'flips.save': {
    input: FlipSelection.extend({ first: z.int(), second: z.int(), format: ReportFormat }),
    output: SavedFile.nullable(),
  },
  /** Shows the image's file in the system's file manager. */
  'images.reveal': { input: z.object({ image: z.int() }), output: Nothing },
  /** Puts what helps to find out what went wrong on the clipboard, as text; the page does not see it. */
  'diagnostics.copy': { input: Nothing, output: Nothing },
  /** Shows the log in the system's file manager. */
  'diagnostics.showLog': { input: Nothing, output: Nothing },
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

type ShellContract = typeof shellContract
export type ShellMethod = keyof ShellContract
export type ShellInput<M extends ShellMethod> = z.input<ShellContract[M]['input']>
export type ShellRequest<M extends ShellMethod> = z.output<ShellContract[M]['input']>
export type ShellOutput<M extends ShellMethod> = z.output<ShellContract[M]['output']>

/** How a request reaches the main process, and how it is answered: errors cross as data. */
export const ShellRequestMessage = z.object({ method: z.custom<ShellMethod>(isShellMethod), input: z.unknown() })
export const ShellAnswer = z.union([z.object({ output: z.unknown() }), z.object({ error: SerializedError })])
export type ShellAnswer = z.infer<typeof ShellAnswer>

/** Files that were dropped; those of no use here are named. */
export const DroppedPaths = z.array(z.string().min(1))
export const Drop = z.object({ granted: z.array(GrantedPath), refused: z.array(z.string()) })
export type Drop = z.infer<typeof Drop>

function isShellMethod(value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(shellContract, value)
}
