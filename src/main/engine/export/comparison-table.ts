import type { Comparison, ComparisonRow } from '../../../shared/comparison.ts'
import { FOUNDING_HEADS, foundingRow, type Compared, type FoundingRow } from '../../../shared/founding-table.ts'
import { fraction, integer, number, text, type ReportFormat } from '../../../shared/report.ts'
import { layOut, type Field, type Table } from './table.ts'

/** The comparison in the founding table's layout for people, with plain figures for programs. */
export function comparisonTable({ rows }: Comparison, format: ReportFormat): Table {
  return format === 'md' || format === 'table'
    ? layOut(foundingFields, rows.map(foundingRow))
    : layOut(plainFields, rows)
}

const foundingFields: readonly Field<FoundingRow>[] = [
  [text(FOUNDING_HEADS.architecture), ({ architecture }) => architecture],
  [text(FOUNDING_HEADS.input), ({ input }) => input],
  [text(FOUNDING_HEADS.crop), ({ crop }) => crop],
  [text(FOUNDING_HEADS.top1), ({ top1 }) => beside(top1)],
  [text(FOUNDING_HEADS.top5), ({ top5 }) => beside(top5)],
  [text(FOUNDING_HEADS.rate), ({ rate }) => beside(rate)],
]

const beside = ({ figure, against }: Compared) => (against === '' ? figure : `${figure} ${against}`)

const plainFields: readonly Field<ComparisonRow>[] = [
  [integer('run'), ({ summary }) => summary.run],
  [text('name'), ({ summary }) => summary.name],
  [text('model'), ({ summary }) => summary.model],
  [text('dataset'), ({ summary }) => summary.dataset],
  [text('fit'), ({ summary }) => summary.recipe.fit],
  [integer('resize'), ({ summary }) => (summary.recipe.fit === 'none' ? null : summary.recipe.resize)],
  [integer('crop'), ({ summary }) => summary.recipe.crop],
  [integer('indexed'), ({ summary }) => summary.images.indexed],
  [integer('images'), ({ summary }) => summary.images.evaluated],
  [integer('skipped'), ({ summary }) => summary.images.skipped],
  [fraction('top1'), ({ summary }) => summary.top1],
  [fraction('top1_delta'), (row) => row.top1Delta],
  [fraction('top1_lo'), ({ summary }) => summary.ci.top1?.[0] ?? null],
  [fraction('top1_hi'), ({ summary }) => summary.ci.top1?.[1] ?? null],
  [fraction('top5'), ({ summary }) => summary.top5],
  [fraction('top5_delta'), (row) => row.top5Delta],
  [fraction('top5_lo'), ({ summary }) => summary.ci.top5?.[0] ?? null],
  [fraction('top5_hi'), ({ summary }) => summary.ci.top5?.[1] ?? null],
  [number('session_fps'), ({ summary }) => summary.speed.session?.fps ?? null],
  [number('speedup'), (row) => row.speedup],
  [number('pipeline_fps'), ({ summary }) => summary.speed.pipeline?.fps ?? null],
  [text('provider'), ({ summary }) => summary.provider],
  [integer('batch'), ({ summary }) => summary.batch],
  [integer('threads'), ({ summary }) => summary.threads],
  [integer('paired_images'), ({ paired }) => paired?.images ?? null],
  [integer('only_baseline_right'), ({ paired }) => paired?.onlyBaseline ?? null],
  [integer('only_this_right'), ({ paired }) => paired?.onlyThis ?? null],
  [number('mcnemar_p'), ({ paired }) => paired?.p ?? null],
]
