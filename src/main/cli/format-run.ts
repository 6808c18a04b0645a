import type { Calibration } from '../../shared/calibration.ts'
import { LABEL_ORDERS, ORDERS } from '../../shared/label-order.ts'
import { describePlacement } from '../../shared/placement.ts'
import { describeRecipe } from '../../shared/presets.ts'
import { knowsTop5 } from '../../shared/imported.ts'
import type { Interval } from '../../shared/metrics.ts'
import { describeFreed, describeImported, describeRestricted } from '../../shared/run-basis.ts'
import {
  isEvaluated,
  type DecodeSpeed,
  type EvaluatedRun,
  type ImportedRun,
  type RunSummary,
} from '../../shared/run.ts'
import { speedDoubts, UNCERTAIN } from '../../shared/speed-doubt.ts'
import { describeSample } from '../../shared/sample.ts'
import { percent } from '../../shared/text.ts'
import { duration } from './progress.ts'
import { wordAdvice } from './word-remedy.ts'

/**
 * A finished run for people: every figure with its denominator.
 * @param calibration its expected calibration error; null where no image was answered
 */
export function formatRun(run: RunSummary, { ece }: Pick<Calibration, 'ece'>): string {
  const { images } = run
  const skipped = images.skippedBy.map(({ reason, images }) => `${images} ${reason}`).join(', ')
  const rows: Row[] = [
    ['run', `${run.run}: ${run.name}`],
    ['status', run.status],
    ...(isEvaluated(run) ? whatRan(run) : whatWasImported(run)),
    [
      'images',
      `${images.indexed} indexed, ${images.evaluated} evaluated${amongThem(images)}, ` +
        `${images.skipped} skipped${skipped && ` (${skipped})`}`,
    ],
    ...(images.skipped > 0 ? [['', `"acuity report ${run.run} --as skipped" names each, and why`] satisfies Row] : []),
    ['top-1', accuracy(run.top1, run.ci.top1, run.top1Correct, images.evaluated)],
    [
      'top-5',
      knowsTop5(run)
        ? accuracy(run.top5, run.ci.top5, run.top5Correct, images.evaluated)
        : 'not known: there are fewer than five classes of each image',
    ],
    ...(ece === null ? [] : [['ECE', `${percent(ece)} between confidence and accuracy`] satisfies Row]),
    ...(isEvaluated(run) ? howItRan(run) : []),
  ]
  return rows.map(([label, text]) => `${label.padEnd(11)}${text}`).join('\n')
}

type Row = [label: string, text: string]

const datasetOf = (run: RunSummary): Row => [
  'dataset',
  run.dataset +
    (run.limit === null ? '' : `, first ${run.limit} images`) +
    (run.sample === null ? '' : `, ${describeSample(run.sample)}`),
]

/** The network, and what is before and behind it. */
const whatRan = (run: EvaluatedRun): Row[] => [
  ['model', `${run.model}, ${millions(run.params)} params${run.macs === null ? '' : `, ${millions(run.macs)} MACs`}`],
  ...(run.exportedAt === null ? [] : [['', describeFreed(run.exportedAt, run.recipe.crop)] satisfies Row]),
  datasetOf(run),
  ['recipe', describeRecipe(run.recipe)],
  ...(run.recipeOrigin ? [['', wordAdvice(run.recipeOrigin.because)] satisfies Row] : []),
  ['output', because(`${run.output}, ${run.outputs} scores`, run.outputReason)],
  ['scores', because(scoresText(run), run.outputKindReason)],
  ['classes', `output k is class k${signed(run.classOffset)}, ${run.layout}`],
  ...(run.labelOrder ? [['', `labels are taken to be ${LABEL_ORDERS[run.labelOrder]}`] satisfies Row] : []),
  ...(run.outputOrder ? [['', `it is taken that ${ORDERS[run.outputOrder.order]}`] satisfies Row] : []),
  ...(run.restricted ? [['', `answers ${describeRestricted(run.restricted)}`] satisfies Row] : []),
]

/** Where the answers come from: what they were made of is not known. */
const whatWasImported = (run: ImportedRun): Row[] => [
  ['model', run.model],
  datasetOf(run),
  ['imported', describeImported(run)],
  ['', `SHA-256 ${run.imported.sha256}`],
  ['speed', 'none: its answers were made elsewhere'],
]

function howItRan(run: EvaluatedRun): Row[] {
  const { speed, placement, cropCache, environment } = run
  const { pipeline, decode, session } = speed
  const unmeasured = run.sweep === null ? 'not measured' : `of sweep ${run.sweep} as a whole: not measured by run`
  return [
    [
      'pipeline',
      pipeline
        ? `${rate(pipeline.fps)} from files to committed predictions${fromCache(pipeline.cached, pipeline.images)}${spread(pipeline)}`
        : unmeasured,
    ],
    ['decode', decode ? `${rate(decode.fps)} on ${decode.workers} workers${spread(decode)}` : unmeasured],
    [
      'session',
      session
        ? `${rate(session.fps)}; ${session.p50Ms.toFixed(2)} ms a batch of ${session.batch} (p90 ${session.p90Ms.toFixed(2)}, ` +
          `p99 ${session.p99Ms.toFixed(2)}), copies from and to the host included${spread(session)}`
        : 'not measured',
    ],
    ...(cropCache?.problem ? [['crop cache', `not as it should be: ${cropCache.problem}`] satisfies Row] : []),
    ['placement', placement ? describePlacement(placement) : 'not chosen'],
    ['ran on', `${run.provider}, ${run.device}; ${environment.decoder}; onnxruntime ${environment.onnxruntime}`],
    [
      'took',
      duration(run.wallSeconds) +
        (run.peakRssBytes === null ? '' : `, at most ${(run.peakRssBytes / 2 ** 20).toFixed(0)} MiB of memory`),
    ],
  ]
}

function accuracy(share: number | null, interval: Interval | null, correct: number, evaluated: number): string {
  if (share === null || interval === null) return 'no image evaluated'
  return `${percent(share)} (${correct}/${evaluated}; 95%: ${percent(interval[0])} to ${percent(interval[1])})`
}

function amongThem({ unanswered, damaged }: RunSummary['images']): string {
  const parts = [
    ...(unanswered > 0 ? [`${unanswered} of them without an answer: wrong`] : []),
    ...(damaged > 0 ? [`${damaged} of them damaged`] : []),
  ]
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`
}

/** Behind a speed: how far it varied, and why it is uncertain where it is. */
function spread(speed: Pick<DecodeSpeed, 'spread' | 'disturbedBy'>): string {
  const known = speed.spread === null ? '' : `; spread ${percent(speed.spread)}`
  const doubts = speedDoubts(speed)
  return doubts.length === 0 ? known : `${known}; ${UNCERTAIN} measured ${doubts.join(', ')}`
}

const because = (what: string, reason: string | null) => (reason === null ? what : `${what}: ${reason}`)
const scoresText = ({ outputKind, outputScale }: EvaluatedRun) =>
  outputScale === 1 ? outputKind : `${outputKind}, times ${Number(outputScale.toPrecision(3))}`
const fromCache = (cached: number, images: number) =>
  cached === 0 ? '' : ` (${cached} of ${images} images came resized from the crop cache)`
const millions = (count: number) => `${Number((count / 1e6).toPrecision(3))}M`
const rate = (fps: number) => `${fps.toFixed(0)} img/s`
const signed = (offset: number) => (offset === 0 ? '' : offset > 0 ? ` + ${offset}` : ` − ${-offset}`)
