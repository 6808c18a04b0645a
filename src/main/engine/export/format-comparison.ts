import type { Comparison, ComparisonRow } from '../../../shared/comparison.ts'
import { comparisonDoubts, foundingRow, speedupRange, type FoundingRow } from '../../../shared/founding-table.ts'
import type { Interval } from '../../../shared/metrics.ts'
import {
  fraction,
  integer,
  isForPeople,
  number,
  text,
  type Cell,
  type Field,
  type ReportFormat,
} from '../../../shared/report.ts'
import { describeImages, isUnfinished } from '../../../shared/run-basis.ts'
import { percentRange } from '../../../shared/text.ts'
import { formatForPeople, formatTable, prose } from './format.ts'
import { besidePublished, QUOTED, quotedRows } from './format-published.ts'
import { foundingFields } from './founding-fields.ts'
import { layOut, type Estimate, type FieldForPeople, type Margin, type TableColumn } from './table.ts'

/**
 * The comparison in the founding table's layout for people, with plain figures for programs.
 * @param withPublished lays the published rows below, marked as quoted
 */
export async function* formatComparison(
  comparison: Comparison,
  { format, withPublished }: { format: ReportFormat; withPublished: boolean },
): AsyncGenerator<string> {
  const { rows, warnings } = comparison
  if (!isForPeople(format)) {
    const fields = [...plainFields, ...laterFields]
    yield* formatTable(withPublished ? besidePublished(plainFields, laterFields, rows) : layOut(fields, rows), format)
    return
  }
  const quoted = withPublished ? quotedRows(BLANK) : []
  yield* formatForPeople(layOut(peopleFields, [...tellApart(rows), ...quoted]), format)
  if (withPublished) yield prose(`\n${QUOTED}\n`, format)
  const notes = [...warnings, ...comparisonDoubts(rows)]
  if (notes.length > 0) yield prose(`\n${notes.join('\n')}\n`, format)
  const pairs = describePairs(comparison)
  if (pairs.length > 0) yield prose(`\n${pairs.join('\n')}\n`, format)
}

/** Whether the runs differ by more than chance, on the images that both saw. */
function describePairs({ baseline, rows }: Comparison): string[] {
  const partial = rows.flatMap(({ summary }) => (isUnfinished(summary) ? [summary.run] : []))
  return rows.flatMap(({ summary, paired }) => {
    if (!paired) return []
    const { images, onlyBaseline, onlyThis, p } = paired
    const soFar = [baseline, summary.run].some((run) => partial.includes(run)) ? ' so far' : ''
    return [
      `run ${summary.run} against run ${baseline}, on ${images} images that both evaluated${soFar}: ` +
        `${onlyBaseline} right only in ${baseline}, ${onlyThis} only in ${summary.run}; McNemar's exact p = ${p.toPrecision(2)}`,
    ]
  })
}

interface PeopleRow extends FoundingRow {
  top1: Estimate
  top5: Estimate
  top1Interval: string
  top5Interval: string
  speedupInterval: string
  spread: Cell
  images: string
}

/** What published rows have in the columns of measured ones alone. */
const BLANK = { top1Interval: '', top5Interval: '', speedupInterval: '', spread: null, images: '' }

const aside = (column: TableColumn): TableColumn => ({ ...column, aside: true })

const peopleFields: readonly FieldForPeople<PeopleRow>[] = [
  ...foundingFields,
  [aside(text('Top-1 95%')), ({ top1Interval }) => top1Interval],
  [aside(text('Top-5 95%')), ({ top5Interval }) => top5Interval],
  [aside(text('Speed-up 80%')), ({ speedupInterval }) => speedupInterval],
  [aside(fraction('Spread')), ({ spread }) => spread],
  [aside(text('Images')), ({ images }) => images],
]

/**
 * Rows of other channels or means read the same: where they do, the architecture's cell names the run. That of a run
 * that is not done says so.
 */
function tellApart(rows: readonly ComparisonRow[]): PeopleRow[] {
  const cells = rows.map(measuredRow)
  const labels = cells.map(({ architecture, input, crop }) => JSON.stringify([architecture, input, crop]))
  return cells.map((row, i) => {
    const summary = rows[i]?.summary
    const alike = labels.filter((label) => label === labels[i]).length > 1
    const marks = [alike && `run ${summary?.run}`, summary && isUnfinished(summary) && summary.status]
    const said = marks.filter(Boolean).join(', ')
    return said === '' ? row : { ...row, architecture: `${row.architecture} (${said})` }
  })
}

function measuredRow(row: ComparisonRow): PeopleRow {
  const { top1, top5, ci, speed, images } = row.summary
  const founding = foundingRow(row)
  return {
    ...founding,
    top1: { ...founding.top1, margin: marginOf(top1, ci.top1) },
    top5: { ...founding.top5, margin: marginOf(top5, ci.top5) },
    top1Interval: range(ci.top1),
    top5Interval: range(ci.top5),
    speedupInterval: speedupRange(row.speedupInterval),
    spread: speed.session?.spread ?? null,
    images: describeImages(images),
  }
}

const marginOf = (share: number | null, interval: Interval | null): Margin | null =>
  share === null || interval === null ? null : [share - interval[0], interval[1] - share]

const range = (interval: Interval | null) => (interval === null ? '' : percentRange(interval))

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

/** Behind all that earlier versions had. */
const laterFields: readonly Field<ComparisonRow>[] = [
  [integer('unanswered'), ({ summary }) => summary.images.unanswered],
  [text('status'), ({ summary }) => summary.status],
  [integer('evaluated'), ({ summary }) => summary.images.evaluated],
  [number('session_spread'), ({ summary }) => summary.speed.session?.spread ?? null],
  [number('speedup_lo'), ({ speedupInterval }) => speedupInterval?.[0] ?? null],
  [number('speedup_hi'), ({ speedupInterval }) => speedupInterval?.[1] ?? null],
  [number('pipeline_spread'), ({ summary }) => summary.speed.pipeline?.spread ?? null],
  [text('speed_doubts'), ({ doubts }) => doubts.join('; ') || null],
]
