import type { Bench, BenchResult, Conditions } from '../../../shared/bench.ts'
import { integer, number, text, type ReportFormat } from '../../../shared/report.ts'
import { formatTable, isForPeople } from './format.ts'
import { layOut, type Field } from './table.ts'

/** What a benchmark of one model found: the whole of it as JSON, one row a crop and batch otherwise. */
export async function* formatBench(bench: Bench, format: ReportFormat): AsyncGenerator<string> {
  if (format === 'json') {
    yield JSON.stringify(bench, null, 2)
    return
  }
  const { results } = bench
  yield* formatTable(isForPeople(format) ? layOut(peopleFields, results) : layOut(plainFields(bench), results), format)
  if (!isForPeople(format)) return
  yield `\nModel: ${bench.model}, ${bench.file}\n${describeConditions(bench)}`
}

const RANDOM_WEIGHTS =
  'The weights are drawn at random, always the same ones: these are speeds, and no accuracy can be known.\n'

/** How the figures came about, and what they do not tell. */
export function describeConditions(conditions: Conditions): string {
  const { weights, provider, device, threads, environment, peakRssBytes } = conditions
  return (
    (weights === 'random' ? RANDOM_WEIGHTS : '') +
    `Session speed, resident input: one session of ${threads} thread${threads === 1 ? '' : 's'} on ${provider}, ` +
    `${device}; onnxruntime ${environment.onnxruntime}; at most ${(peakRssBytes / 2 ** 20).toFixed(0)} MiB of memory.\n`
  )
}

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
]

/** What a figure is, for programs; where timm has a column for it, the name is timm's. */
export const resultFields: readonly Field<BenchResult>[] = [
  [integer('crop'), ({ crop }) => crop],
  [number('param_count'), ({ params }) => params / 1e6],
  [number('infer_gmacs'), ({ gmacs }) => gmacs],
  [integer('infer_batch_size'), ({ batch }) => batch],
  [number('infer_samples_per_sec'), ({ fps }) => fps],
  [number('infer_p50_ms'), ({ p50Ms }) => p50Ms],
  [number('infer_p90_ms'), ({ p90Ms }) => p90Ms],
  [number('infer_p99_ms'), ({ p99Ms }) => p99Ms],
  [number('spread'), ({ spread }) => spread],
  [integer('repetitions'), ({ repetitions }) => repetitions],
  [number('gmacs_per_sec'), ({ gmacsPerSecond }) => gmacsPerSecond],
]

/** What holds for every figure, for programs. */
export const conditionFields = <T>({ weights, provider, device, threads }: Conditions): Field<T>[] => [
  [text('weights'), () => weights],
  [text('provider'), () => provider],
  [text('device'), () => device],
  [integer('threads'), () => threads],
]

const plainFields = (bench: Bench): Field<BenchResult>[] => [
  [text('model'), () => bench.model],
  ...conditionFields<BenchResult>(bench),
  ...resultFields,
]
