import type { Comparison, ComparisonRow } from '../../../shared/comparison.ts'
import { foundingRow, type FoundingRow } from '../../../shared/founding-table.ts'
import type { Interval } from '../../../shared/metrics.ts'
import { fraction, integer, number, text, type Field, type ReportFormat } from '../../../shared/report.ts'
import { percentRange } from '../../../shared/text.ts'
import { formatTable, isForPeople } from './format.ts'
import { besidePublished, QUOTED, quotedRows } from './format-published.ts'
import { foundingFields } from './founding-fields.ts'
import { layOut } from './table.ts'

/**
 * The comparison in the founding table's layout for people, with plain figures for programs.
 * @param withPublished lays the published rows below, marked as quoted
 */
export async function* formatComparison(
  { rows }: Comparison,
  { format, withPublished }: { format: ReportFormat; withPublished: boolean },
): AsyncGenerator<string> {
  if (!isForPeople(format)) {
    yield* formatTable(withPublished ? besidePublished(plainFields, rows) : layOut(plainFields, rows), format)
    return
  }
  const quoted = withPublished ? quotedRows({ top1Interval: '', top5Interval: '' }) : []
  yield* formatTable(layOut(peopleFields, [...tellApart(rows), ...quoted]), format)
  if (withPublished) yield `\n${QUOTED}\n`
}

interface PeopleRow extends FoundingRow {
  top1Interval: string
  top5Interval: string
}

const peopleFields: readonly Field<PeopleRow>[] = [
  ...foundingFields,
  [text('Top-1 95%'), ({ top1Interval }) => top1Interval],
  [text('Top-5 95%'), ({ top5Interval }) => top5Interval],
]

/** Rows of other channels or means read the same: where they do, the architecture's cell names the run. */
function tellApart(rows: readonly ComparisonRow[]): PeopleRow[] {
  const cells = rows.map(measuredRow)
  const labels = cells.map(({ architecture, input, crop }) => JSON.stringify([architecture, input, crop]))
  return cells.map((row, i) => {
    const alike = labels.filter((label) => label === labels[i]).length > 1
    return alike ? { ...row, architecture: `${row.architecture} (run ${rows[i]?.summary.run})` } : row
  })
}

function measuredRow(row: ComparisonRow): PeopleRow {
  const { top1, top5 } = row.summary.ci
  return { ...foundingRow(row), top1Interval: range(top1), top5Interval: range(top5) }
}

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
  [integer('unanswered'), ({ summary }) => summary.images.unanswered],
]
