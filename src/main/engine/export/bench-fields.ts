import type { BenchResult, NotMeasured } from '../../../shared/bench.ts'
import { speedDoubts, UNCERTAIN } from '../../../shared/speed-doubt.ts'
import { integer, number, text, type Cell, type Column, type Field } from '../../../shared/report.ts'

/** A figure, or what there is instead. */
export type BenchRow = BenchResult | NotMeasured

/** A cell that only a figure has. */
export const measuredOnly = <M extends BenchResult>(
  column: Column,
  read: (result: M) => Cell,
): Field<M | NotMeasured> => [column, (row) => ('problem' in row ? null : read(row))]

/** What a figure is, for programs; where timm has a column for it, the name is timm's. */
export const figureFields: readonly Field<BenchRow>[] = [
  [text('provider'), ({ provider }) => provider],
  measuredOnly(text('device'), ({ device }) => device),
  measuredOnly(integer('threads'), ({ threads }) => threads),
  measuredOnly(integer('sessions'), ({ sessions }) => sessions),
  [integer('crop'), ({ crop }) => crop],
  measuredOnly(number('param_count'), ({ params }) => params / 1e6),
  measuredOnly(number('infer_gmacs'), ({ gmacs }) => gmacs),
  [integer('infer_batch_size'), ({ batch }) => batch],
  measuredOnly(number('infer_samples_per_sec'), ({ fps }) => fps),
  measuredOnly(number('infer_p50_ms'), ({ p50Ms }) => p50Ms),
  measuredOnly(number('infer_p90_ms'), ({ p90Ms }) => p90Ms),
  measuredOnly(number('infer_p99_ms'), ({ p99Ms }) => p99Ms),
  measuredOnly(number('spread'), ({ spread }) => spread),
  measuredOnly(integer('warm_up'), ({ warmUp }) => warmUp),
  measuredOnly(integer('repetitions'), ({ repetitions }) => repetitions),
  measuredOnly(number('gmacs_per_sec'), ({ gmacsPerSecond }) => gmacsPerSecond),
  measuredOnly(number('peak_gmacs_per_sec'), ({ peakGmacsPerSecond }) => peakGmacsPerSecond),
  measuredOnly(number('peak_share'), ({ peakShare }) => peakShare),
]

/** The same, or why there is none. */
export const resultFields: readonly Field<BenchRow>[] = [
  ...figureFields,
  [text('problem'), (row) => ('problem' in row ? row.problem : null)],
]

/** Behind all that earlier versions had. */
export const doubtField: Field<BenchRow> = measuredOnly(
  text('speed_doubts'),
  (result) => speedDoubts(result).join(', ') || null,
)

/** Why a figure is uncertain, in a sentence; nothing where it is not. */
export function describeDoubt(network: string, result: BenchResult): string[] {
  const doubts = speedDoubts(result)
  const { crop, batch } = result
  return doubts.length === 0 ? [] : [`${UNCERTAIN} ${network} ${crop}, batch ${batch}: measured ${doubts.join(', ')}.`]
}
