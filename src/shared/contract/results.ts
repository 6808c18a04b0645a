import { z } from 'zod'
import { MeasuredSession } from '../bench.ts'
import { Calibration } from '../calibration.ts'
import { GroupResult, PairedGroup } from '../class-groups.ts'
import { Comparison } from '../comparison.ts'
import { FlipRow, Flips, FlipSelection } from '../flips.ts'
import {
  AnswerInRun,
  ClassDetail,
  ClassResult,
  Confusions,
  ERROR_BINS,
  ErrorFilter,
  ErrorSelection,
  ImageResult,
  PairedConfusions,
  ResultRow,
} from '../results.ts'
import { FilePage, ListedSkip } from '../skip.ts'
import { RunId, RunReference } from './common.ts'
import type { Methods } from './method.ts'

/** The baseline defaults to the first run. */
export const CompareInput = z.object({
  runs: z.array(RunReference).min(1),
  baseline: RunReference.optional(),
  /** Session speeds as they were measured anew, in place of those that these runs have. */
  sessions: z.array(MeasuredSession).optional(),
})
const Pair = z.object({ first: RunReference, second: RunReference })
const FlipPair = z.object({ first: z.int(), second: z.int() })
const Images = z.object({ images: z.array(z.int()) })
const Rows = z.object({ images: z.array(z.int()).max(500) })

export const resultMethods = {
  'runs.compare': { input: CompareInput, output: Comparison, page: true },
  /** One entry a class of the dataset, in order of their index. */
  'results.classes': { input: RunId, output: z.array(ClassResult), page: true },
  'results.class': { input: RunId.extend({ label: z.int().nonnegative() }), output: ClassDetail, page: true },
  /** The groups of the dataset's classes, each before those that lie in it. */
  'results.groups': { input: RunId, output: z.array(GroupResult), page: true },
  'results.confusions': { input: RunId, output: Confusions, page: true },
  /** Confidence against accuracy, of what is committed so far. */
  'results.calibration': { input: RunId, output: Calibration, page: true },
  /** The misclassified images, or those that were answered right, most confident answer first. Their rows are asked for as they come into view. */
  'results.errors': { input: RunId.extend(ErrorFilter.shape), output: Images, page: true },
  /** How many of the misclassified images have which confidence in their wrong answer: one count a bin. */
  'results.errorConfidences': {
    input: RunId.extend(ErrorSelection.shape),
    output: z.array(z.int()).length(ERROR_BINS),
    page: true,
  },
  /** The files that the run left out, in order of their paths. */
  'results.skipped': { input: RunId.extend(FilePage.shape), output: z.array(ListedSkip), page: true },
  'results.rows': { input: RunId.extend(Rows.shape), output: z.array(ResultRow), page: true },
  'results.image': { input: RunId.extend({ image: z.int() }), output: ImageResult, page: true },
  /** Two runs side by side, on the images that both evaluated. */
  'results.flips': { input: Pair, output: Flips, page: true },
  /** The groups of the first run's classes, as far as both evaluated images of them. */
  'results.pairedGroups': { input: Pair, output: z.array(PairedGroup), page: true },
  'results.pairedConfusions': { input: Pair, output: PairedConfusions, page: true },
  /**
   * The selected images by their rows in the first run, in the selection's order and then by path. For the second's rows,
   * ask the other way round, with lost for gained.
   */
  'results.flipImages': { input: FlipPair.extend(FlipSelection.shape), output: Images, page: true },
  /** Both answers to rows of the first run. */
  'results.flipRows': { input: FlipPair.extend(Rows.shape), output: z.array(FlipRow), page: true },
  /** What every run answered for the same file. */
  'results.imageInRuns': { input: z.object({ image: z.int() }), output: z.array(AnswerInRun), page: true },
} satisfies Methods
