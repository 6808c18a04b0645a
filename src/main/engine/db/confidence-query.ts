import type Database from 'better-sqlite3'
import { CALIBRATION_BINS, type ConfidenceCount } from '../../../shared/calibration.ts'
import { answered } from './no-answer.ts'

/** Null where there is no answer, or none with a confidence. */
type CountedBin = ConfidenceCount & { bin: number | null }

/**
 * A confidence is a 32-bit float, and none of these but 0 and 1 lies on a bound between bins of a fifteenth: rounding
 * down gives the bin that the upper bound belongs to, and 1 the last one.
 */
const bin = `MIN(${CALIBRATION_BINS - 1}, CAST(${answered('p1')} * ${CALIBRATION_BINS} AS INTEGER))`

/** Counts a run's top-1 answers by their confidence. */
export class ConfidenceQuery {
  readonly #counts

  constructor(db: Database.Database) {
    this.#counts = db.prepare<[number], CountedBin>(
      `SELECT ${bin} AS bin, COUNT(*) AS images, COUNT(*) FILTER (WHERE rank = 0) AS correct, SUM(p1) AS confidence
       FROM predictions WHERE run_id = ? GROUP BY bin`,
    )
  }

  /** One entry a bin, in their order; images without a confidence are in none. */
  counts(runId: number): ConfidenceCount[] {
    const counted = new Map(this.#counts.all(runId).map(({ bin: index, ...count }) => [index, count]))
    return Array.from({ length: CALIBRATION_BINS }, (_, index) => {
      return counted.get(index) ?? { images: 0, correct: 0, confidence: 0 }
    })
  }
}
