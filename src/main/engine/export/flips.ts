import type { ClassEntry } from '../../../shared/dataset.ts'
import type { FlipRow, FlipSelection } from '../../../shared/flips.ts'
import { integer, number, text, type Field, type ReportFormat } from '../../../shared/report.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { describeBasis } from '../../../shared/run-basis.ts'
import type { Database, RunRow, WithLabels } from '../db/index.ts'
import { flipRows, pairOf } from '../results/index.ts'
import { formatNoted } from './format.ts'
import { readPaged } from './read-paged.ts'
import { layOut, type Table } from './table.ts'

type Selection = WithLabels<FlipSelection>

interface FlipRecord extends FlipRow {
  labelClass: ClassEntry | undefined
}

/** Names and order of the columns are a contract: other programs read them (docs/formats.md). */
const flipFields: readonly Field<FlipRecord>[] = [
  [text('file'), ({ path }) => path],
  [integer('label'), ({ label }) => label],
  [text('label_wnid'), ({ labelClass }) => labelClass?.wnid ?? null],
  [integer('first_rank'), ({ first }) => first.rank],
  [integer('first_top1'), ({ first }) => first.predicted],
  [number('first_p1'), ({ first }) => first.p1],
  [integer('second_rank'), ({ second }) => second.rank],
  [integer('second_top1'), ({ second }) => second.predicted],
  [number('second_p1'), ({ second }) => second.p1],
]

/** The list as text; people read below it what both runs stand on. */
export async function* formatFlips(
  table: Table,
  runs: readonly RunSummary[],
  format: ReportFormat,
): AsyncGenerator<string> {
  yield* formatNoted(table, runs.map(describeBasis).join('\n'), format)
}

/** The selected images of two runs with both answers, in the selection's order and then by path. */
export function flipTable(db: Database, first: RunRow, second: RunRow, selection: Selection): Table {
  return layOut(flipFields, flipRecords(db, first, second, selection))
}

function* flipRecords(db: Database, first: RunRow, second: RunRow, selection: Selection): Generator<FlipRecord> {
  const pair = pairOf(first, second)
  const classes = db.datasets.classes(first.datasetId)
  const ids = db.flips.ids(pair, selection)
  for (const row of readPaged(ids, (page) => flipRows(db, pair, page))) yield { ...row, labelClass: classes[row.label] }
}
