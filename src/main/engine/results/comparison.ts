import { isDeepStrictEqual } from 'node:util'
import { messageOfAdvice } from '../../../shared/advice.ts'
import type { Comparison, ComparisonRow, PairedTest } from '../../../shared/comparison.ts'
import type { FlipCell } from '../../../shared/flips.ts'
import { mcnemarExact } from '../../../shared/metrics.ts'
import { describeRecipe } from '../../../shared/presets.ts'
import type { Recipe } from '../../../shared/recipe.ts'
import { isEvaluated, type EvaluatedRun, type RunSummary } from '../../../shared/run.ts'
import { describeImages, describeRestricted, isUnfinished } from '../../../shared/run-basis.ts'
import { rateDoubts, speedupInterval } from '../../../shared/speed-doubt.ts'
import { counted } from '../../../shared/text.ts'
import type { Database } from '../db/index.ts'
import { pairOf } from './flips.ts'

/**
 * Lays runs beside a baseline, as the founding table does: accuracy deltas, and ratios of the session's frame rates.
 * The figures are subtracted and divided as measured; only the printed ones are rounded.
 */
export function compareRuns(
  db: Database,
  runs: readonly RunSummary[],
  baseline: RunSummary,
): Omit<Comparison, 'measured'> {
  const rows = runs.map((run): ComparisonRow => {
    const isBaseline = run.run === baseline.run
    return {
      summary: run,
      baseline: isBaseline,
      top1Delta: combine(run.top1, baseline.top1, (a, b) => a - b),
      top5Delta: combine(run.top5, baseline.top5, (a, b) => a - b),
      speedup: combine(run.speed.session?.fps, baseline.speed.session?.fps, (a, b) => a / b),
      speedupInterval: isBaseline ? null : combine(run.speed.session, baseline.speed.session, speedupInterval),
      doubts: rateDoubts(run.speed.session, isBaseline ? null : baseline.speed.session),
      paired: isBaseline ? null : pairedTest(db, baseline, run),
    }
  })
  const warnings = rows.flatMap((row) => [...incomparable(row, baseline), ...ofItself(row)])
  return { baseline: baseline.run, rows, warnings }
}

function combine<T, R>(a: T | null | undefined, b: T | null | undefined, operation: (a: T, b: T) => R): R | null {
  return a == null || b == null ? null : operation(a, b)
}

function pairedTest(db: Database, baseline: RunSummary, run: RunSummary): PairedTest | null {
  const [first, second] = [db.runs.get(baseline.run), db.runs.get(run.run)]
  if (!first || !second) return null
  const counts = db.flips.counts(pairOf(first, second))
  const sum = (cell?: FlipCell) =>
    counts.reduce((total, each) => total + (cell === undefined || each.cell === cell ? each.images : 0), 0)
  const [images, onlyBaseline, onlyThis] = [sum(), sum('lost'), sum('gained')]
  return images === 0 ? null : { images, onlyBaseline, onlyThis, p: mcnemarExact(onlyBaseline, onlyThis) }
}

/** What a run is to be taken with, whatever it is compared with. */
function ofItself({ summary: { run, name, warnings } }: ComparisonRow): string[] {
  return warnings.map((warning) => `${name} (run ${run}): ${messageOfAdvice(warning)}`)
}

/** Preprocessing but for the sizes, which the table shows; a mean image takes the place of the mean. */
function besideSizes(recipe: Recipe) {
  return { ...recipe, ...{ resize: 0, crop: 0 }, meanImage: 0, mean: recipe.meanImage?.sha256 ?? recipe.mean }
}

const answeredFrom = ({ restricted }: RunSummary) => (restricted ? describeRestricted(restricted) : 'among all classes')

const otherPreprocessing = (run: EvaluatedRun, baseline: EvaluatedRun) =>
  run.modelSha256 === baseline.modelSha256 &&
  !isDeepStrictEqual(besideSizes(run.recipe), besideSizes(baseline.recipe)) &&
  `other preprocessing (${describeRecipe(run.recipe)} against ${describeRecipe(baseline.recipe)})`

/** What makes of two speeds something else than networks. */
const otherCircumstances = (run: EvaluatedRun, baseline: EvaluatedRun) => [
  (run.provider !== baseline.provider || run.device !== baseline.device) && 'another device',
  run.batch !== baseline.batch && `batch ${run.batch} against ${baseline.batch}`,
  run.threads !== baseline.threads && `${counted(run.threads, 'thread')} against ${baseline.threads}`,
]

/** What makes a row's delta or ratio something other than it seems. */
function incomparable({ summary: run, paired }: ComparisonRow, baseline: RunSummary): string[] {
  const unfinished = isUnfinished(run) && `it is ${run.status}, with ${describeImages(run.images)}`
  if (run.run === baseline.run) return unfinished ? [`${run.name} (run ${run.run}), the baseline: ${unfinished}.`] : []
  const { evaluated } = run.images
  const shared = paired?.images ?? 0
  const differences = [
    run.datasetFingerprint !== baseline.datasetFingerprint && 'other images',
    (shared !== evaluated || shared !== baseline.images.evaluated) &&
      `${evaluated} evaluated images against ${baseline.images.evaluated}, ${shared} of them the same`,
    isEvaluated(run) && isEvaluated(baseline) && otherPreprocessing(run, baseline),
    !isDeepStrictEqual(run.restricted?.classes, baseline.restricted?.classes) &&
      `answers ${answeredFrom(run)} against ${answeredFrom(baseline)}`,
    unfinished,
    !isEvaluated(run) && 'its answers were imported, without a speed',
    ...(isEvaluated(run) && isEvaluated(baseline) ? otherCircumstances(run, baseline) : []),
  ].filter((difference) => difference !== false)
  return differences.length === 0
    ? []
    : [`${run.name} (run ${run.run}) against the baseline: ${differences.join('; ')}.`]
}
