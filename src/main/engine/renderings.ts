import type { Comparison } from '../../shared/comparison.ts'
import type { Request } from '../../shared/contract.ts'
import { AcuityError } from '../../shared/errors.ts'
import type { Database } from './db/index.ts'
import { describeRun, findRun } from './eval/index.ts'
import { flipTable, formatComparison, formatFlips, formatReport } from './export/index.ts'
import { compareRuns } from './results/index.ts'

export function renderReport(db: Database, request: Request<'reports.render'>): AsyncGenerator<string> {
  const row = findRun(db, request.run)
  return formatReport({ db, row, summary: describeRun(db, row) }, request)
}

export function renderComparison(db: Database, request: Request<'comparisons.render'>): AsyncGenerator<string> {
  return formatComparison(compare(db, request), request)
}

export function renderFlips(db: Database, request: Request<'flips.render'>): AsyncGenerator<string> {
  const { format, ...selection } = request
  const [first, second] = [findRun(db, request.first), findRun(db, request.second)]
  const runs = [first, second].map((run) => describeRun(db, run))
  return formatFlips(flipTable(db, first, second, selection), runs, format)
}

export function compare(db: Database, { runs: references, baseline }: Request<'runs.compare'>): Comparison {
  const runs = references.map((run) => describeRun(db, findRun(db, run)))
  const against = baseline === undefined ? runs[0] : describeRun(db, findRun(db, baseline))
  if (!against) throw new AcuityError('invalid-input', 'Name at least one run to compare.')
  const rows = runs.some(({ run }) => run === against.run) ? runs : [against, ...runs]
  return compareRuns(db, rows, against)
}
