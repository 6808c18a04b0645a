import type { ComparisonRow } from '../../../shared/comparison.ts'
import type { FoundingRow } from '../../../shared/founding-table.ts'
import type { Interval } from '../../../shared/metrics.ts'
import { fraction, integer, number, text, type Cell, type Field } from '../../../shared/report.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { describeAccuracyBasis } from '../../../shared/run-basis.ts'
import { percentRange } from '../../../shared/text.ts'
import { foundingFields } from './founding-fields.ts'
import type { Estimate, FieldForPeople, Margin, TableColumn } from './table.ts'

/** A row of the founding table with what is told aside of it. */
export interface PeopleRow extends FoundingRow {
  top1: Estimate
  top5: Estimate
  top1Interval: string
  top5Interval: string
  speedupInterval: string
  spread: Cell
  images: string
}

/** What published rows have in the columns of measured ones alone. */
export const BLANK = { top1Interval: '', top5Interval: '', speedupInterval: '', spread: null, images: '' }

const aside = (column: TableColumn): TableColumn => ({ ...column, aside: true })

export const peopleFields: readonly FieldForPeople<PeopleRow>[] = [
  ...foundingFields,
  [aside(text('Top-1 95%')), ({ top1Interval }) => top1Interval],
  [aside(text('Top-5 95%')), ({ top5Interval }) => top5Interval],
  [aside(text('Speed-up 80%')), ({ speedupInterval }) => speedupInterval],
  [aside(fraction('Spread')), ({ spread }) => spread],
  [aside(text('Images')), ({ images }) => images],
]

/** A run's accuracies with their intervals, and the images that they are of. */
export function accuracyCells(run: RunSummary, figures: Pick<FoundingRow, 'top1' | 'top5'>) {
  const { top1, top5, ci } = run
  return {
    top1: { ...figures.top1, margin: marginOf(top1, ci.top1) },
    top5: { ...figures.top5, margin: marginOf(top5, ci.top5) },
    top1Interval: range(ci.top1),
    top5Interval: range(ci.top5),
    images: describeAccuracyBasis(run),
  }
}

const marginOf = (share: number | null, interval: Interval | null): Margin | null =>
  share === null || interval === null ? null : [share - interval[0], interval[1] - share]

const range = (interval: Interval | null) => (interval === null ? '' : percentRange(interval))

/** A run beside the baseline, for programs. */
type OfAccuracy = Pick<ComparisonRow, 'top1Delta' | 'top5Delta'> & { summary: RunSummary | null }

export const accuracyFields: readonly Field<OfAccuracy>[] = [
  [integer('indexed'), ({ summary }) => summary?.images.indexed ?? null],
  [integer('images'), ({ summary }) => summary?.images.evaluated ?? null],
  [integer('skipped'), ({ summary }) => summary?.images.skipped ?? null],
  [fraction('top1'), ({ summary }) => summary?.top1 ?? null],
  [fraction('top1_delta'), ({ top1Delta }) => top1Delta],
  [fraction('top1_lo'), ({ summary }) => summary?.ci.top1?.[0] ?? null],
  [fraction('top1_hi'), ({ summary }) => summary?.ci.top1?.[1] ?? null],
  [fraction('top5'), ({ summary }) => summary?.top5 ?? null],
  [fraction('top5_delta'), ({ top5Delta }) => top5Delta],
  [fraction('top5_lo'), ({ summary }) => summary?.ci.top5?.[0] ?? null],
  [fraction('top5_hi'), ({ summary }) => summary?.ci.top5?.[1] ?? null],
]

export const pairedFields: readonly Field<Pick<ComparisonRow, 'paired'>>[] = [
  [integer('paired_images'), ({ paired }) => paired?.images ?? null],
  [integer('only_baseline_right'), ({ paired }) => paired?.onlyBaseline ?? null],
  [integer('only_this_right'), ({ paired }) => paired?.onlyThis ?? null],
  [number('mcnemar_p'), ({ paired }) => paired?.p ?? null],
]
