import { NO_ANSWER } from '../../../shared/results.ts'
import type { Database, RunRow } from '../db/index.ts'

/** What the images of one class were taken for. */
export interface PredictionCounts {
  images: number
  unanswered: number
  top1Correct: number
  top5Correct: number
  /** Images by the wrong class that they were taken for. */
  wrong: Map<number, number>
}

export const noPredictions = (): PredictionCounts => ({
  images: 0,
  unanswered: 0,
  top1Correct: 0,
  top5Correct: 0,
  wrong: new Map(),
})

/** Predictions read at a time: some milliseconds' worth. */
const PAGE = 2000

type Counts = ReadonlyMap<number, PredictionCounts>

/** What is being counted, by run and number of its evaluated images. */
const inWork = new WeakMap<Database, Map<string, Promise<Counts>>>()

/** Counts a run's predictions by true class. They are read once for all who ask for the same while that goes on. */
export function countPredictions(db: Database, { id, evaluated }: Pick<RunRow, 'id' | 'evaluated'>): Promise<Counts> {
  const ofDatabase = inWork.get(db) ?? new Map<string, Promise<Counts>>()
  inWork.set(db, ofDatabase)
  const key = `${id} ${evaluated}`
  const counts = ofDatabase.get(key) ?? count(db, id).finally(() => ofDatabase.delete(key))
  ofDatabase.set(key, counts)
  return counts
}

/**
 * Counted here and not in SQL: other work gets its turn between pages, and without SQLite's sorting for GROUP BY it
 * takes no longer.
 */
async function count(db: Database, run: number): Promise<Counts> {
  const counts = new Map<number, PredictionCounts>()
  for (let after: number | undefined = 0; after !== undefined;) {
    const page = db.predictions.answers(run, after, PAGE)
    for (const [, label, predicted, rank] of page) {
      let own = counts.get(label)
      if (!own) counts.set(label, (own = noPredictions()))
      own.images++
      if (rank === 0) own.top1Correct++
      else if (predicted === NO_ANSWER) own.unanswered++
      else own.wrong.set(predicted, (own.wrong.get(predicted) ?? 0) + 1)
      if (rank >= 0 && rank < 5) own.top5Correct++
    }
    after = page.at(-1)?.[0]
    await new Promise(setImmediate)
  }
  return counts
}
