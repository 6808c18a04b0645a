import { foundingRefusal, type FoundingSweep, type FoundingSweepRow } from '../../../shared/founding-sweep.ts'
import { comparedAccuracy } from '../../../shared/founding-table.ts'
import { describeFoundingSize } from '../../../shared/published.ts'
import { integer, isForPeople, number, text, type Field, type ReportFormat } from '../../../shared/report.ts'
import { isUnfinished } from '../../../shared/run-basis.ts'
import { figureFields } from './bench-fields.ts'
import { formatForPeople, formatTable, prose } from './format.ts'
import { describeSession } from './format-bench.ts'
import { describePairs } from './format-comparison.ts'
import {
  accuracyCells,
  accuracyFields,
  BLANK,
  pairedFields,
  peopleFields,
  type PeopleRow,
} from './comparison-fields.ts'
import { doubtLine, laterFields, OF_SPEEDUPS, PUBLISHED_NAMES, speedCells } from './format-founding-bench.ts'
import { besidePublished, QUOTED, quotedRows } from './format-published.ts'
import { layOut } from './table.ts'

/**
 * The founding table with accuracies and speeds, in the comparison's columns for people, with plain figures for programs.
 * @param withPublished lays the published rows below, marked as quoted
 */
export async function* formatFoundingSweep(
  sweep: FoundingSweep,
  { format, withPublished }: { format: Exclude<ReportFormat, 'json'>; withPublished: boolean },
): AsyncGenerator<string> {
  const { rows } = sweep
  if (!isForPeople(format)) {
    const fields = plainFields(sweep)
    const table = withPublished ? besidePublished(fields, [], rows, PUBLISHED_NAMES) : layOut(fields, rows)
    yield* formatTable(table, format)
    return
  }
  const quoted = withPublished ? quotedRows(BLANK) : []
  yield* formatForPeople(layOut(peopleFields, [...rows.map((row) => peopleRow(row, rows[0])), ...quoted]), format)
  yield prose(`\n${describe(sweep)}`, format)
  if (withPublished) yield prose(`${QUOTED}\n`, format)
}

function peopleRow(row: FoundingSweepRow, first = row): PeopleRow {
  const { summary, top1Delta, top5Delta } = row
  const { interval, ...speed } = speedCells(row, first)
  const figures = {
    top1: comparedAccuracy(summary?.top1 ?? null, top1Delta),
    top5: comparedAccuracy(summary?.top5 ?? null, top5Delta),
  }
  const status = summary && isUnfinished(summary) ? ` (${summary.status})` : ''
  return {
    ...{ ...BLANK, ...figures, ...(summary && accuracyCells(summary, figures)) },
    ...{ ...speed, architecture: row.architecture + status, speedupInterval: interval },
  }
}

/** What accuracies and speeds stand on, and why rows have none, or are not to be taken as they stand. */
function describe({ rows, refused, accuracyWarnings, conditions }: FoundingSweep): string {
  const [first] = rows
  const without = rows.filter((row) => !row.summary && !foundingRefusal(row, refused)).map(describeFoundingSize)
  const isWithoutBaseline = first?.summary?.top1 == null && without.length + refused.length < rows.length
  const lines = [
    ...(without.length > 0 ? [`Speed alone, for want of weights: ${without.join(', ')}.`] : []),
    ...rows.flatMap((row) => {
      const problem = foundingRefusal(row, refused)?.error ?? row.summary?.error
      return problem ? [`${describeFoundingSize(row)}: ${problem.message}`] : []
    }),
    ...(first && isWithoutBaseline
      ? [`Accuracies have no difference to that of the first row: ${describeFoundingSize(first)} has none.`]
      : []),
    ...accuracyWarnings,
    ...(first?.summary ? describePairs(first.summary.run, rows) : []),
    `${OF_SPEEDUPS} Their weights were drawn at random for that, as speed does not depend on them.`,
  ]
  const session = describeSession(conditions, [conditions])
  const uncertain = rows.map(doubtLine).join('')
  return `${lines.join('\n')}\n${session}${conditions.warnings.map((warning) => `Warning: ${warning}\n`).join('')}${uncertain}`
}

const plainFields = ({ refused }: FoundingSweep): Field<FoundingSweepRow>[] => [
  [text('architecture'), ({ architecture }) => architecture],
  [integer('input'), ({ input }) => input],
  [text('weights'), ({ summary }) => summary?.modelWeights ?? null],
  [integer('run'), ({ summary }) => summary?.run ?? null],
  [text('status'), (row) => row.summary?.status ?? (foundingRefusal(row, refused) ? 'refused' : 'no weights')],
  ...accuracyFields,
  ...pairedFields,
  ...figureFields,
  [number('gmacs_ratio'), ({ gmacsRatio }) => gmacsRatio],
  [number('speedup'), ({ speedup }) => speedup],
  ...laterFields,
]
