import { z } from 'zod'
import { LineSeen, NeedyImages, SeenGroup } from '../critical.ts'
import { IndexResult } from '../dataset.ts'
import { Name } from '../name.ts'
import { ObjectCurves } from '../object-size.ts'
import { ReportFormat } from '../report.ts'
import { LineClasses } from '../sweep-classes.ts'
import { ClassIndex, CurveLine, CurveY } from '../sweep-curve.ts'
import {
  RefusedRun,
  SweepEntry,
  SweepEstimate,
  SweepModel,
  SweepPlan,
  SweepReportKind,
  SweepSize,
  SweepSummary,
} from '../sweep.ts'
import { Nothing, SavedFile, Text } from './common.ts'
import type { Events, Methods } from './method.ts'
import { EvaluateInput } from './runs.ts'

/** A sweep by its id, also where that is text, or by its name. */
const SweepReference = z.union([z.int(), z.string().min(1)])

/** A model by its file, by the name of an architecture, or by its id. */
const AskedModel = SweepModel.extend({ file: z.union([z.int(), z.string().min(1)]) })
const KnownModel = SweepModel.omit({ weights: true }).extend({ file: z.int() })

const MOST_MODELS = 1000

export const SweepInput = EvaluateInput.omit({ model: true, weights: true, name: true, outputOrder: true }).extend({
  models: z.array(AskedModel).min(1).max(MOST_MODELS),
  /** Of the models that have none of their own. */
  sizes: z.array(SweepSize).max(1000).default([]),
  /** Of no sweep before it. */
  name: Name.optional(),
  /** Whether the runs that can be made are made, where some cannot. */
  keepGoing: z.boolean().default(false),
})

/** What a window's page may ask, which knows no file. */
const PageSweepInput = SweepInput.extend({ models: z.array(KnownModel).min(1).max(MOST_MODELS) })

const SweepReportInput = z.object({ sweep: SweepReference, as: SweepReportKind, format: ReportFormat })

export const sweepMethods = {
  'sweeps.list': { input: Nothing, output: z.array(SweepEntry), page: true },
  'sweeps.get': { input: z.object({ sweep: SweepReference }), output: SweepSummary, page: true },
  /** Queues a run of every model at every size of its own, or of the sweep's, and answers then. Nothing is queued before all were tried. */
  'sweeps.start': {
    input: SweepInput,
    output: z.object({ sweep: z.int(), refused: z.array(RefusedRun), index: IndexResult.nullable() }),
    writes: true,
    page: PageSweepInput,
  },
  /** Tries every model at every size, as `sweeps.start` does, and makes nothing of it: what would run, and what that takes. */
  'sweeps.estimate': {
    input: SweepInput.omit({ keepGoing: true, name: true, asIndexed: true, follow: true }),
    output: SweepEstimate,
    writes: true,
    page: PageSweepInput.omit({ keepGoing: true, name: true, asIndexed: true, follow: true }),
  },
  /** Queues those of its runs that are not done and do not wait. */
  'sweeps.resume': { input: z.object({ sweep: SweepReference }), output: SweepSummary, writes: true, page: true },
  /** One value a run, by lines; of `classes` those alone, by their canonical indices. */
  'sweeps.curve': {
    input: z.object({ sweep: z.int(), y: CurveY, classes: z.array(ClassIndex).default([]) }),
    output: z.array(CurveLine),
    page: true,
  },
  /** What the images need to be seen, by lines: of one class, or of all. */
  'sweeps.seen': {
    input: z.object({ sweep: z.int(), label: ClassIndex.nullable().default(null) }),
    output: z.array(LineSeen),
    page: true,
  },
  /** The images of a line that are in one of these groups, or all; of one class, or of all; with a tag, or any. */
  'sweeps.seenImages': {
    input: z.object({
      sweep: z.int(),
      /** Its place among the sweep's lines. */
      line: z.int().nonnegative(),
      groups: z.array(SeenGroup).default([]),
      label: ClassIndex.nullable().default(null),
      /** A tag that the image has; empty for any or none. */
      tag: z.string().max(50).default(''),
    }),
    output: NeedyImages,
    page: true,
  },
  /** What each class loses between the largest size and the smallest, by lines. */
  'sweeps.classes': { input: z.object({ sweep: z.int() }), output: z.array(LineClasses), page: true },
  /** How accuracy depends on the objects' size for the network, of each model over its sizes. */
  'sweeps.objectSize': { input: z.object({ sweep: SweepReference }), output: z.array(ObjectCurves), page: true },
  'sweeps.render': { input: SweepReportInput, output: Text, page: true },
  'sweeps.save': { input: SweepReportInput.extend({ file: z.string().min(1) }), output: SavedFile, page: 'granted' },
} satisfies Methods

export const sweepEvents = {
  /** What is left of a sweep is about to be evaluated. */
  'sweep.planned': z.object({ sweep: z.int(), plan: SweepPlan }),
} satisfies Events
