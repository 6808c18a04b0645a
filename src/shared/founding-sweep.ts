import { z } from 'zod'
import { Conditions, FoundingBenchRow, type FoundingBench } from './bench.ts'
import { ComparisonRow, type Comparison } from './comparison.ts'
import type { FoundingSize } from './published.ts'
import { EvaluatedRun } from './run.ts'
import { describeSize, RefusedRun, type SweepSummary } from './sweep.ts'

/** A row of the founding table: its speed, as all six were measured in turn, and its accuracy where it has weights. */
export const FoundingSweepRow = FoundingBenchRow.extend({
  /** Null where there are none, or they could not be run: the row is a speed alone. */
  summary: EvaluatedRun.nullable(),
  /** Against the first row's; null where either has no accuracy, and for the first row itself. */
  top1Delta: ComparisonRow.shape.top1Delta,
  top5Delta: ComparisonRow.shape.top5Delta,
  paired: ComparisonRow.shape.paired,
})
export type FoundingSweepRow = z.infer<typeof FoundingSweepRow>

/** The founding table with accuracies and speeds. */
export const FoundingSweep = z.object({
  /** Null where no row has weights. */
  sweep: z.int().nullable(),
  dataset: z.string().nullable(),
  batch: z.int(),
  rows: z.array(FoundingSweepRow),
  /** Rows whose weights could not be run. */
  refused: z.array(RefusedRun),
  /** What there is to know of the accuracies, and of their differences. */
  accuracyWarnings: z.array(z.string()),
  /** How the speeds came about: of weights drawn at random, whichever weights the accuracies are of. */
  conditions: Conditions,
})
export type FoundingSweep = z.infer<typeof FoundingSweep>

/** What a row's network is called, as a model of a sweep. */
export const foundingModel = ({ architecture }: Pick<FoundingSize, 'architecture'>) => architecture.toLowerCase()

/** The run of a row, among those of a sweep: of its architecture, as it ships, at its size. */
export function foundingRun(size: FoundingSize, runs: readonly EvaluatedRun[]): EvaluatedRun | undefined {
  return runs.find(({ modelFile, recipe: { resize, crop } }) => {
    const [, name] = /([^/\\]+)\.prototxt$/.exec(modelFile) ?? []
    return name === foundingModel(size) && resize === size.input && crop === size.crop
  })
}

/** The row's weights that could not be run. */
export const foundingRefusal = ({ input, ...size }: FoundingSize, refused: readonly RefusedRun[]) =>
  refused.find((each) => each.model === foundingModel(size) && each.size === describeSize({ resize: input, ...size }))

/**
 * Lays speeds and accuracies together, row by row.
 * @param comparison of the rows' runs against that of the first row; null where that has none
 */
export function foundingSweep(
  { tables, ...conditions }: FoundingBench,
  sweep: SweepSummary | null,
  comparison: Comparison | null,
  refused: RefusedRun[],
): FoundingSweep {
  const [measured] = tables
  const rows = (measured?.rows ?? []).map((row): FoundingSweepRow => {
    const summary = foundingRun(row, sweep?.runs ?? []) ?? null
    const compared = comparison?.rows.find((each) => each.summary.run === summary?.run && !each.baseline)
    const { top1Delta = null, top5Delta = null, paired = null } = compared ?? {}
    return { ...row, summary, top1Delta, top5Delta, paired }
  })
  return {
    sweep: sweep?.sweep ?? null,
    dataset: sweep?.dataset ?? null,
    batch: measured?.batch ?? 0,
    rows,
    refused,
    accuracyWarnings: comparison?.warnings ?? [],
    conditions,
  }
}
