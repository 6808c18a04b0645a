import type { CalibrationBin } from '../../shared/calibration.ts'
import type { ComparisonRow, PairedTest } from '../../shared/comparison.ts'
import type { ClassContent } from '../../shared/dataset-contents.ts'
import type { ClassFlips } from '../../shared/flips.ts'
import type { RecipeTrial } from '../../shared/recipe-diagnosis.ts'
import { classEntryFields, classFields, classTop1Fields, summaryFields } from '../../shared/report-fields.ts'
import { fraction, integer, number, text, type Field } from '../../shared/report.ts'
import type { ClassConfusion, ClassDetail } from '../../shared/results.ts'
import type { EvaluatedRun, RunSummary } from '../../shared/run.ts'
import type { ComparedClass } from './class-order.ts'

/** What copied tables hold that are no report: columns are called as in the reports that have them. */

/** The summaries, each with what its run is called and when it was started. */
export const runFields: readonly Field<RunSummary>[] = [
  [text('name'), ({ name }) => name],
  ...summaryFields,
  [text('started'), ({ createdAt }) => createdAt],
]

/** @param images that the counts are a share of, where they have one denominator */
export function classConfusionFields(images: number | undefined): readonly Field<ClassConfusion>[] {
  const counts: Field<ClassConfusion> = [integer('count'), ({ count }) => count]
  if (images === undefined) return [...classEntryFields, counts]
  return [...classEntryFields, counts, [fraction('share'), ({ count }) => count / images]]
}

export const classContentFields: readonly Field<ClassContent>[] = [
  ...classEntryFields,
  [integer('images'), ({ images }) => images],
  [integer('skipped'), ({ skipped }) => skipped],
]

/** A bin of a histogram, from one bound up to the next. */
export interface BinRow {
  from: number
  to: number
  images: number
}

export const binFields: readonly Field<BinRow>[] = [
  [number('from'), ({ from }) => from],
  [number('to'), ({ to }) => to],
  [integer('images'), ({ images }) => images],
]

export const classInRunFields: readonly Field<ClassDetail['otherRuns'][number]>[] = [
  [integer('run'), ({ run }) => run],
  [text('name'), ({ name }) => name],
  ...classTop1Fields,
]

export const classFlipFields: readonly Field<ClassFlips>[] = [
  ...classEntryFields,
  [integer('images'), ({ images }) => images],
  [integer('first_correct'), ({ firstCorrect }) => firstCorrect],
  [integer('second_correct'), ({ secondCorrect }) => secondCorrect],
  [integer('lost'), ({ lost }) => lost],
  [integer('gained'), ({ gained }) => gained],
  [fraction('top1_delta'), ({ delta }) => delta],
]

/** Classes of a run beside another: how much better it is. */
export const comparedClassFields: readonly Field<ComparedClass>[] = [
  ...classFields,
  [fraction('difference'), ({ delta }) => delta ?? null],
]

export const calibrationFields: readonly Field<CalibrationBin>[] = [
  [fraction('from'), ({ from }) => from],
  [fraction('to'), ({ to }) => to],
  [integer('images'), ({ images }) => images],
  [integer('correct'), ({ correct }) => correct],
  [fraction('accuracy'), ({ accuracy }) => accuracy],
  [fraction('mean_confidence'), ({ meanConfidence }) => meanConfidence],
  [fraction('gap'), ({ accuracy, meanConfidence }) => difference(meanConfidence, accuracy)],
]

export const pairedTestFields: readonly Field<ComparisonRow>[] = [
  [integer('run'), ({ summary }) => summary.run],
  [text('name'), ({ summary }) => summary.name],
  [integer('paired_images'), ({ paired }) => paired?.images ?? null],
  [integer('only_baseline_right'), ({ paired }) => paired?.onlyBaseline ?? null],
  [integer('only_this_right'), ({ paired }) => paired?.onlyThis ?? null],
  [number('mcnemar_p'), ({ paired }) => paired?.p ?? null],
  [text('status'), ({ summary }) => summary.status],
  [integer('indexed'), ({ summary }) => summary.images.indexed],
  [integer('evaluated'), ({ summary }) => summary.images.evaluated],
  [integer('skipped'), ({ summary }) => summary.images.skipped],
]

/** Two runs on the images that both evaluated. */
export interface RunPair {
  run: RunSummary
  against: RunSummary
  test: PairedTest
}

export const pairFields: readonly Field<RunPair>[] = [
  [integer('run'), ({ run }) => run.run],
  [text('name'), ({ run }) => run.name],
  [integer('against'), ({ against }) => against.run],
  [text('against_name'), ({ against }) => against.name],
  [integer('paired_images'), ({ test }) => test.images],
  [integer('only_against_right'), ({ test }) => test.onlyBaseline],
  [integer('only_this_right'), ({ test }) => test.onlyThis],
  [number('mcnemar_p'), ({ test }) => test.p],
]

/** A run as a sweep's curve has it; what its value is called depends on what is drawn. */
export interface CurveRow {
  model: string
  size: string
  run: EvaluatedRun
  images: number
  value: number | null
  interval: readonly [number, number] | null
  change: number | null
  pipelineFps: number | null
  isPareto: boolean
}

/** @param value what is drawn: `top1` */
export function curveFields(value: string): readonly Field<CurveRow>[] {
  return [
    [text('model'), ({ model }) => model],
    [text('size'), ({ size }) => size],
    [integer('run'), ({ run }) => run.run],
    [integer('crop'), ({ run }) => run.recipe.crop],
    [text('status'), ({ run }) => run.status],
    [integer('images'), ({ images }) => images],
    [fraction(value), (row) => row.value],
    [fraction(`${value}_lo`), ({ interval }) => interval?.[0] ?? null],
    [fraction(`${value}_hi`), ({ interval }) => interval?.[1] ?? null],
    [fraction(`${value}_delta`), ({ change }) => change],
    [number('infer_gmacs'), ({ run }) => (run.macs === null ? null : run.macs / 1e9)],
    [number('infer_samples_per_sec'), ({ run }) => run.speed.session?.fps ?? null],
    [number('pipeline_fps'), ({ pipelineFps }) => pipelineFps],
    [integer('pareto'), ({ isPareto }) => (isPareto ? 1 : 0)],
  ]
}

function difference(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b
}

/** Recipes that were tried in a diagnosis. */
export const trialFields: readonly Field<RecipeTrial>[] = [
  [text('name'), ({ name }) => name],
  [integer('images'), ({ images }) => images],
  [fraction('given_top1'), ({ givenTop1 }) => givenTop1],
  [fraction('top1'), ({ top1 }) => top1],
  [number('difference'), ({ difference }) => difference],
  [number('difference_lo'), ({ interval: [low] }) => low],
  [number('difference_hi'), ({ interval: [, high] }) => high],
  [integer('only_given_right'), ({ onlyGiven }) => onlyGiven],
  [integer('only_this_right'), ({ onlyThis }) => onlyThis],
  [number('mcnemar_p'), ({ p }) => p],
  [number('adjusted_p'), ({ adjusted }) => adjusted],
  [text('verdict'), ({ verdict }) => verdict],
  [integer('images_to_tell'), ({ imagesToTell }) => imagesToTell],
]
