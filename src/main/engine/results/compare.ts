import type { MeasuredSession } from '../../../shared/bench.ts'
import type { Comparison } from '../../../shared/comparison.ts'
import type { Request } from '../../../shared/contract.ts'
import type { RunReference } from '../../../shared/contract/common.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { counted } from '../../../shared/text.ts'
import type { Database } from '../db/index.ts'
import { describeRun, findRun } from '../eval/index.ts'
import { compareRuns } from './comparison.ts'

/** @throws AcuityError `not-found`, `invalid-input` */
export function compare(
  db: Database,
  { runs: references, baseline, sessions = [] }: Request<'runs.compare'>,
): Comparison {
  const described = (reference: RunReference) => {
    const summary = describeRun(db, findRun(db, reference))
    const anew = sessions.find(({ run }) => run === summary.run)
    return anew ? { ...summary, speed: { ...summary.speed, session: anew.speed } } : summary
  }
  const runs = references.map(described)
  const against = baseline === undefined ? runs[0] : described(baseline)
  if (!against) throw new AcuityError('invalid-input', 'Name at least one run to compare.')
  const rows = runs.some(({ run }) => run === against.run) ? runs : [against, ...runs]
  return { ...compareRuns(db, rows, against), measured: describeMeasured(sessions) }
}

function describeMeasured(sessions: readonly MeasuredSession[]): string | null {
  const [first] = sessions
  if (!first) return null
  const threads = counted(first.speed.threadsPerSession, 'thread')
  return `Frame rates were measured anew for this comparison: the networks in turn, each in one session of ${threads}.`
}
