import { summariseCalibration, type Calibration } from '../../../shared/calibration.ts'
import type { Database, RunRow } from '../db/index.ts'

/** How far the run's confidences are how often it is right, of the images committed so far that have an answer. */
export function calibration(db: Database, run: RunRow): Calibration {
  // Of imported answers there may be more without a confidence.
  return summariseCalibration(db.predictions.confidences(run.id), run.unanswered)
}
