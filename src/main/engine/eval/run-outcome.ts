import { AcuityError, serializeError } from '../../../shared/errors.ts'
import { counted } from '../../../shared/text.ts'
import { explained, type Database, type RunRow } from '../db/index.ts'
import { describeEvaluated, findEvaluated } from './describe-run.ts'
import { RAISE_LIMIT } from './memory-limit.ts'
import type { Failure } from './pass/evaluate-runs.ts'

export type Outcome = Pick<RunRow, 'status' | 'error'>

/** What became of a run, by why it could not go on; a home that is gone meanwhile is what went wrong, whatever else did. */
export function outcomeOf(db: Database, run: number, failure: Failure): Outcome {
  try {
    db.checkFiles()
    if (failure) throw failure.cause
    return withoutFailure(db, run)
  } catch (error) {
    const cause = explained(rootOf(error, db), db.file)
    // It goes on from here when there is room.
    return { status: isDiskFull(cause) ? 'interrupted' : 'failed', error: serializeError(cause) }
  }
}

function withoutFailure(db: Database, run: number): Outcome {
  const { images, memoryLimit } = describeEvaluated(db, findEvaluated(db, run))
  const { indexed, evaluated, skipped, skippedBy } = images
  if (evaluated + skipped < indexed) return { status: 'interrupted', error: null }
  if (evaluated > 0) return { status: 'done', error: null }
  const reasons = skippedBy.map(({ reason, images }) => `${images} ${reason}`).join(', ')
  const [example] = db.skippedFiles.ofRun(run, { after: '', count: 1 })
  const error = new AcuityError(
    'nothing-evaluated',
    indexed === 0
      ? `Run ${run} had no image to evaluate: its dataset has none.`
      : `Run ${run} evaluated none of its ${counted(indexed, 'image')}: ${reasons}.` +
          (example ? ` The first of them, ${example.path}: ${example.detail || example.reason}.` : '') +
          ' Put that right, index the folder again, and begin a new run.',
    { remedies: example?.reason === 'too-large' && memoryLimit !== null ? [RAISE_LIMIT] : [] },
  )
  return { status: 'failed', error: serializeError(error) }
}

export const isDiskFull = (cause: unknown) => cause instanceof AcuityError && cause.code === 'disk-full'

/** Where the home is gone, whatever else goes wrong is because of that. */
function rootOf(error: unknown, db: Database): unknown {
  try {
    db.checkFiles()
    return error
  } catch (root) {
    return root
  }
}
