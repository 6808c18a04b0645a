import type { Database } from '../db/index.ts'

/** What the images of one class were taken for. */
export interface PredictionCounts {
  images: number
  top1Correct: number
  top5Correct: number
  /** Images by the wrong class that they were taken for. */
  wrong: Map<number, number>
}

export const noPredictions = (): PredictionCounts => ({ images: 0, top1Correct: 0, top5Correct: 0, wrong: new Map() })

/** Predictions read at a time: some milliseconds' worth. */
const PAGE = 2000

/**
 * Counts a run's predictions by true class. Counted here and not in SQL: other work gets its turn between pages, and
 * without SQLite's sorting for GROUP BY it takes no longer.
 */
export async function countPredictions(db: Database, run: number): Promise<Map<number, PredictionCounts>> {
  const counts = new Map<number, PredictionCounts>()
  for (let after: number | undefined = 0; after !== undefined;) {
    const page = db.predictions.answers(run, after, PAGE)
    for (const { label, predicted, rank } of page) {
      const own = counts.get(label) ?? noPredictions()
      counts.set(label, own)
      own.images++
      if (rank === 0) own.top1Correct++
      else own.wrong.set(predicted, (own.wrong.get(predicted) ?? 0) + 1)
      if (rank >= 0 && rank < 5) own.top5Correct++
    }
    after = page.at(-1)?.imageId
    await new Promise(setImmediate)
  }
  return counts
}
