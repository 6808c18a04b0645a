import type { Database } from '../db/index.ts'

/** How the images of one class were answered. */
export interface AnswerCounts {
  images: number
  top1Correct: number
  top5Correct: number
  /** Images by the wrong class that they were taken for. */
  wrong: Map<number, number>
}

export const noAnswers = (): AnswerCounts => ({ images: 0, top1Correct: 0, top5Correct: 0, wrong: new Map() })

/** Answers read at a time: some milliseconds' worth. */
const PAGE = 2000

/**
 * Counts a run's answers by true class. Counted here and not in SQL: other work gets its turn between pages, and
 * without SQLite's sorting for GROUP BY it takes no longer.
 */
export async function countAnswers(db: Database, run: number): Promise<Map<number, AnswerCounts>> {
  const counts = new Map<number, AnswerCounts>()
  for (let after: number | undefined = 0; after !== undefined;) {
    const page = db.predictions.answers(run, after, PAGE)
    for (const { label, predicted, rank } of page) {
      const own = counts.get(label) ?? noAnswers()
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
