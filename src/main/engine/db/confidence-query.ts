import type Database from 'better-sqlite3'
import { CALIBRATION_BINS, type ConfidenceCount } from '../../../shared/calibration.ts'

type CountedBin = ConfidenceCount & { bin: number }

/**
 * Each bound between two bins as the 32-bit float that it is stored as, for a confidence that is written like it to be
 * below it. How many of them a confidence exceeds is its bin.
 */
const bin = Array.from({ length: CALIBRATION_BINS - 1 }, (_, k) => Math.fround((k + 1) / CALIBRATION_BINS))
  .map((bound) => `(p1 > ${bound})`)
  .join(' + ')

/** Counts a run's top-1 answers by their confidence. */
export class ConfidenceQuery {
  readonly #counts

  constructor(db: Database.Database) {
    this.#counts = db.prepare<[number], CountedBin>(
      `SELECT ${bin} AS bin, COUNT(*) AS images, COUNT(*) FILTER (WHERE rank = 0) AS correct, SUM(p1) AS confidence
       FROM predictions WHERE run_id = ? GROUP BY bin`,
    )
  }

  /** One entry a bin, in their order. */
  counts(runId: number): ConfidenceCount[] {
    const counted = new Map(this.#counts.all(runId).map(({ bin: index, ...count }) => [index, count]))
    return Array.from({ length: CALIBRATION_BINS }, (_, index) => {
      return counted.get(index) ?? { images: 0, correct: 0, confidence: 0 }
    })
  }
}
