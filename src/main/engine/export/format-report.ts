import { isForPeople, type ReportFormat, type ReportKind } from '../../../shared/report.ts'
import type { ErrorFilter } from '../../../shared/results.ts'
import { describeBasis } from '../../../shared/run-basis.ts'
import { describeDoubts, UNCERTAIN } from '../../../shared/speed-doubt.ts'
import { formatTable, prose } from './format.ts'
import { GROUPS_NOTE } from './report-groups.ts'
import type { ReportSource } from './report-source.ts'
import { report } from './report.ts'

/** A report as text; people read below it what its figures stand on. */
export async function* formatReport(
  source: ReportSource,
  { as, filter, format }: { as: ReportKind; filter?: ErrorFilter | undefined; format: ReportFormat },
): AsyncGenerator<string> {
  yield* formatTable(report(source, as, filter), format)
  if (!isForPeople(format)) return
  const doubts = as === 'summary' ? describeDoubts(source.summary.speed) : ''
  const groups = as === 'groups' ? `${GROUPS_NOTE}\n` : ''
  yield prose(`\n${describeBasis(source.summary)}\n${doubts && `${UNCERTAIN} ${doubts}.\n`}${groups}`, format)
}
