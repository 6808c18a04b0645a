import { AcuityError } from '../../../shared/errors.ts'
import { findReferred } from '../../../shared/name.ts'
import type { SweepEntry, SweepSummary } from '../../../shared/sweep.ts'
import type { Database, SweepRow } from '../db/index.ts'
import { actualStatus, describeEvaluated, findEvaluated } from '../eval/index.ts'

/** @throws AcuityError `not-found` */
export function findSweep(db: Database, reference: number | string): SweepRow {
  const found = findReferred('sweep', db.sweeps.all(), reference)
  if (!found)
    throw new AcuityError('not-found', `There is no sweep ${reference}.`, {
      remedies: [{ do: 'choose-another', what: 'sweep' }],
    })
  return found
}

export function describeSweep(db: Database, { id, plan, measurements, ...row }: SweepRow): SweepSummary {
  const runs = db.sweeps.runs(id).map((run) => describeEvaluated(db, findEvaluated(db, run)))
  return { sweep: id, ...row, dataset: runs[0]?.dataset ?? '', runs, plan, ...measurements }
}

/** Every sweep, the oldest first: nothing is read of its runs but what lists show. */
export function listSweeps(db: Database): SweepEntry[] {
  const all = db.sweeps.listed()
  return db.sweeps.all().map(({ id, name, createdAt, pinnedAt, archivedAt }) => {
    const listed = all.filter(({ sweep }) => sweep === id)
    const runs = listed.map(({ run, name, model, status }) => {
      return { run, name, model, status: actualStatus(db, { id: run, status }) }
    })
    return { sweep: id, name, createdAt, pinnedAt, archivedAt, dataset: listed[0]?.dataset ?? '', runs }
  })
}
