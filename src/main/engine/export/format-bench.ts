import type { Bench, BenchResult, Conditions, RatedProvider } from '../../../shared/bench.ts'
import { describeTrace } from '../../../shared/graph-trace.ts'
import { fraction, integer, isForPeople, number, text, type Field, type ReportFormat } from '../../../shared/report.ts'
import { counted, printableJson } from '../../../shared/text.ts'
import { describeDoubt, doubtField, resultFields, type BenchRow } from './bench-fields.ts'
import { formatTable, prose } from './format.ts'
import { layOut } from './table.ts'

/**
 * What a benchmark of one model found: the whole of it as JSON; otherwise one row for each provider, crop and batch,
 * those for programs with what was not measured.
 */
export async function* formatBench(bench: Bench, format: ReportFormat): AsyncGenerator<string> {
  if (format === 'json') {
    yield printableJson(bench, 2)
    return
  }
  const { results, notMeasured } = bench
  if (!isForPeople(format)) {
    yield* formatTable(layOut([...plainFields(bench), doubtField], [...results, ...notMeasured]), format)
    return
  }
  const providers = providersOf(results)
  const fields = providers.length > 1 ? [providerField, ...peopleFields] : peopleFields
  yield* formatTable(layOut(fields, results), format)
  const doubts = results.flatMap((result) => describeDoubt(bench.model, result)).map((line) => `${line}\n`)
  const conditions = describeConditions(bench, providers)
  yield prose(`\nModel: ${bench.model}, ${bench.file}\n${conditions}${doubts.join('')}`, format)
}

/** Where results come from, each provider once. */
export const providersOf = (results: readonly RatedProvider[]): RatedProvider[] => [
  ...new Map(results.map((result) => [result.provider, result])).values(),
]

const RANDOM_WEIGHTS =
  'The weights are drawn at random, always the same ones: these are speeds, and no accuracy can be known.\n'

/** How the figures came about, and what they do not tell. */
export function describeConditions(conditions: Conditions, providers: readonly RatedProvider[]): string {
  const { weights, precision, traces, warnings } = conditions
  const peaks = providers.map(({ provider, peakGmacsPerSecond }) => `${peakGmacsPerSecond.toFixed(0)} on ${provider}`)
  return (
    (weights === 'random' ? RANDOM_WEIGHTS : '') +
    (precision === 'fp16' ? 'The networks compute in float16 (fp16).\n' : '') +
    describeSession(conditions, providers) +
    `The peak is what matrix products of the same runtime reach here, in GMACs/s: ${peaks.join(', ')}.\n` +
    traces.map((trace) => `${trace.network} ${trace.crop}: ${describeTrace(trace)}\n`).join('') +
    warnings.map((warning) => `Warning: ${warning}\n`).join('')
  )
}

/** What session speeds were measured on, and what is inside. */
export function describeSession(
  { threads, environment, peakRssBytes }: Pick<Conditions, 'threads' | 'environment' | 'peakRssBytes'>,
  providers: readonly RatedProvider[],
): string {
  const on = providers.map(({ provider, device }) => `${provider}, ${device}`).join(', and on ')
  return (
    `Session speed, resident input: one session of ${counted(threads, 'thread')} on ${on}; ` +
    `onnxruntime ${environment.onnxruntime}; at most ${(peakRssBytes / 2 ** 20).toFixed(0)} MiB of memory.\n` +
    'Copying the images in from host memory, and the answers out, is inside.\n'
  )
}

const providerField: Field<BenchResult> = [text('provider'), ({ provider }) => provider]

const peopleFields: readonly Field<BenchResult>[] = [
  [integer('crop'), ({ crop }) => crop],
  [integer('batch'), ({ batch }) => batch],
  [number('fps'), ({ fps }) => fps],
  [number('p50 ms'), ({ p50Ms }) => p50Ms],
  [number('p90 ms'), ({ p90Ms }) => p90Ms],
  [number('p99 ms'), ({ p99Ms }) => p99Ms],
  [number('spread'), ({ spread }) => spread],
  [integer('repetitions'), ({ repetitions }) => repetitions],
  [number('params (M)'), ({ params }) => params / 1e6],
  [number('GMACs'), ({ gmacs }) => gmacs],
  [number('GMACs/s'), ({ gmacsPerSecond }) => gmacsPerSecond],
  [fraction('of peak'), ({ peakShare }) => peakShare],
]

/** The model and its weights, then what a row is. */
const plainFields = ({ model, weights, precision }: Bench): Field<BenchRow>[] => [
  [text('model'), () => model],
  [text('weights'), () => weights],
  [text('precision'), () => precision],
  ...resultFields,
]
