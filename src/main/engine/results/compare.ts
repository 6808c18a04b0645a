import type { Comparison } from '../../../shared/comparison.ts'
import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { Database } from '../db/index.ts'
import { describeRun, findRun } from '../eval/index.ts'
import { compareRuns } from './comparison.ts'

/** @throws AcuityError `not-found`, `invalid-input` */
export function compare(db: Database, { runs: references, baseline }: Request<'runs.compare'>): Comparison {
  const runs = references.map((run) => describeRun(db, findRun(db, run)))
  const against = baseline === undefined ? runs[0] : describeRun(db, findRun(db, baseline))
  if (!against) throw new AcuityError('invalid-input', 'Name at least one run to compare.')
  const rows = runs.some(({ run }) => run === against.run) ? runs : [against, ...runs]
  return compareRuns(db, rows, against)
}
