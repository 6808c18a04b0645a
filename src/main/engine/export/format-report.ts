import { isForPeople, type ReportFormat, type ReportKind } from '../../../shared/report.ts'
import { describeBasis } from '../../../shared/run-basis.ts'
import { describeDoubts, UNCERTAIN } from '../../../shared/speed-doubt.ts'
import { formatTable, prose } from './format.ts'
import { GROUPS_NOTE } from './report-groups.ts'
import type { ReportSource } from './report-source.ts'
import { report, type ReportImages } from './report.ts'

/** A report as text; people read below it what its figures stand on. */
export async function* formatReport(
  source: ReportSource,
  { as, format, ...of }: { as: ReportKind; format: ReportFormat } & ReportImages,
): AsyncGenerator<string> {
  yield* formatTable(report(source, as, of), format)
  if (!isForPeople(format)) return
  const doubts = as === 'summary' ? describeDoubts(source.summary.speed) : ''
  const groups = as === 'groups' ? `${GROUPS_NOTE}\n` : ''
  yield prose(`\n${describeBasis(source.summary)}\n${doubts && `${UNCERTAIN} ${doubts}.\n`}${groups}`, format)
}
