import { isDeepStrictEqual } from 'node:util'
import { isEvaluatedRow, type Database, type EvaluatedRow } from '../db/index.ts'
import { imageSet } from './describe-run.ts'

/** What runs must have in common to be evaluated in one pass. */
const circumstances = (run: EvaluatedRow) => {
  const { provider, device, threads, cache, memoryLimit } = run.settings
  return { images: imageSet(run), provider, device, threads, cache, memoryLimit }
}

/** Of other runs, those of the same sweep that are evaluated in one pass with a run. */
export function runsTogether(db: Database, run: number, others: readonly number[]): number[] {
  const sweep = db.sweeps.ofRun(run)
  const own = db.runs.get(run)
  if (sweep === null || !own || !isEvaluatedRow(own)) return []
  const wanted = circumstances(own)
  return others.filter((other) => {
    const row = db.sweeps.ofRun(other) === sweep ? db.runs.get(other) : undefined
    return row !== undefined && isEvaluatedRow(row) && isDeepStrictEqual(circumstances(row), wanted)
  })
}
