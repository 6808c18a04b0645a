import type { Comparison, ComparisonRow, PairedTest } from '../../../shared/comparison.ts'
import { comparisonDoubts, foundingRow, speedupRange } from '../../../shared/founding-table.ts'
import { laterRecipeFields } from '../../../shared/report-fields.ts'
import { integer, isForPeople, number, text, type Field, type ReportFormat } from '../../../shared/report.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { isUnfinished } from '../../../shared/run-basis.ts'
import {
  accuracyCells,
  accuracyFields,
  BLANK,
  pairedFields,
  peopleFields,
  type PeopleRow,
} from './comparison-fields.ts'
import { formatForPeople, formatTable, prose } from './format.ts'
import { besidePublished, QUOTED, quotedRows } from './format-published.ts'
import { layOut } from './table.ts'

/**
 * The comparison in the founding table's layout for people, with plain figures for programs.
 * @param withPublished lays the published rows below, marked as quoted
 */
export async function* formatComparison(
  comparison: Comparison,
  { format, withPublished }: { format: ReportFormat; withPublished: boolean },
): AsyncGenerator<string> {
  const { rows, warnings, measured } = comparison
  if (!isForPeople(format)) {
    const fields = [...plainFields, ...laterFields]
    yield* formatTable(withPublished ? besidePublished(plainFields, laterFields, rows) : layOut(fields, rows), format)
    return
  }
  const quoted = withPublished ? quotedRows(BLANK) : []
  yield* formatForPeople(layOut(peopleFields, [...tellApart(rows), ...quoted]), format)
  if (withPublished) yield prose(`\n${QUOTED}\n`, format)
  const notes = [...(measured === null ? [] : [measured]), ...warnings, ...comparisonDoubts(rows)]
  if (notes.length > 0) yield prose(`\n${notes.join('\n')}\n`, format)
  const pairs = describePairs(comparison.baseline, rows)
  if (pairs.length > 0) yield prose(`\n${pairs.join('\n')}\n`, format)
}

/**
 * Whether the runs differ by more than chance, on the images that both saw.
 * @param baseline number of the run that the others are compared with
 */
export function describePairs(
  baseline: number,
  rows: readonly { summary: RunSummary | null; paired: PairedTest | null }[],
): string[] {
  const partial = rows.flatMap(({ summary }) => (summary && isUnfinished(summary) ? [summary.run] : []))
  return rows.flatMap(({ summary, paired }) => {
    if (!paired || !summary) return []
    const { images, onlyBaseline, onlyThis, p } = paired
    const soFar = [baseline, summary.run].some((run) => partial.includes(run)) ? ' so far' : ''
    return [
      `run ${summary.run} against run ${baseline}, on ${images} images that both evaluated${soFar}: ` +
        `${onlyBaseline} right only in ${baseline}, ${onlyThis} only in ${summary.run}; McNemar's exact p = ${p.toPrecision(2)}`,
    ]
  })
}

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
  const founding = foundingRow(row)
  return {
    ...founding,
    ...accuracyCells(row.summary, founding),
    speedupInterval: speedupRange(row.speedupInterval),
    spread: row.summary.speed.session?.spread ?? null,
  }
}

const plainFields: readonly Field<ComparisonRow>[] = [
  [integer('run'), ({ summary }) => summary.run],
  [text('name'), ({ summary }) => summary.name],
  [text('model'), ({ summary }) => summary.model],
  [text('dataset'), ({ summary }) => summary.dataset],
  [text('fit'), ({ summary }) => summary.recipe?.fit ?? null],
  [integer('resize'), ({ summary: { recipe } }) => (!recipe || recipe.fit === 'none' ? null : recipe.resize)],
  [integer('crop'), ({ summary }) => summary.recipe?.crop ?? null],
  ...accuracyFields,
  [number('session_fps'), ({ summary }) => summary.speed.session?.fps ?? null],
  [number('speedup'), (row) => row.speedup],
  [number('pipeline_fps'), ({ summary }) => summary.speed.pipeline?.fps ?? null],
  [text('provider'), ({ summary }) => summary.provider],
  [integer('batch'), ({ summary }) => summary.batch],
  [integer('threads'), ({ summary }) => summary.threads],
  ...pairedFields,
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
  [integer('restricted_to'), ({ summary }) => summary.restricted?.classes.length ?? null],
  [text('imported_from'), ({ summary }) => summary.imported?.file ?? null],
  ...laterRecipeFields.map(([column, read]): Field<ComparisonRow> => [column, ({ summary }) => read(summary)]),
  [integer('sampled_from'), ({ summary }) => summary.sample?.drawnFrom ?? null],
]
