import {
  pairedClassFields,
  pairedConfusionFields,
  pairedGroupFields,
  type PairedConfusionRecord,
} from '../../../shared/report-fields.ts'
import type { PairReportKind, ReportFormat } from '../../../shared/report.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { describeBasis } from '../../../shared/run-basis.ts'
import type { Database, RunRow } from '../db/index.ts'
import { flips, pairedClasses, pairedConfusions, pairedGroups } from '../results/index.ts'
import { formatNoted } from './format.ts'
import { GROUPS_NOTE } from './report-groups.ts'
import { layOut, type Table } from './table.ts'

/** Two runs, on the images that both evaluated. */
export interface PairSource {
  db: Database
  /** Folder of what ships. */
  resources: string
  first: RunRow
  second: RunRow
}

/** Every report of two runs. Names and order of their columns are a contract: other programs read them (docs/formats.md). */
const reports: Record<PairReportKind, (source: PairSource) => Promise<Table> | Table> = {
  groups: async ({ db, resources, first, second }) =>
    layOut(pairedGroupFields, await pairedGroups(db, resources, first, second)),
  classes: ({ db, first, second }) => layOut(pairedClassFields, pairedClasses(flips(db, first, second).classes)),
  confusions: (source) => layOut(pairedConfusionFields, confusionRecords(source)),
}

/** A report as text; people read below it what both runs stand on. */
export async function* formatPair(
  source: PairSource,
  runs: readonly RunSummary[],
  { as, format }: { as: PairReportKind; format: ReportFormat },
): AsyncGenerator<string> {
  const notes = [...runs.map(describeBasis), ...(as === 'groups' ? [GROUPS_NOTE] : [])]
  yield* formatNoted(await reports[as](source), notes.join('\n'), format)
}

function* confusionRecords({ db, first, second }: PairSource): Generator<PairedConfusionRecord> {
  const classes = db.datasets.classes(first.datasetId)
  const pairs = pairedConfusions(db, first, second)
  for (const [at, label] of pairs.labels.entries())
    yield {
      label: classes[label],
      predicted: classes[pairs.predicted[at] ?? -1],
      first: pairs.first[at] ?? 0,
      second: pairs.second[at] ?? 0,
    }
}
