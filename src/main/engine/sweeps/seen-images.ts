import { seen, type Seen } from '../../../shared/critical.ts'
import { NO_ANSWER } from '../../../shared/results.ts'
import type { Database } from '../db/index.ts'
import type { SweepLine } from './sweep-lines.ts'

/** An image, and what a model answered at each size, the smallest first. */
export interface SeenImage extends Seen {
  path: string
  label: number
  answers: { right: boolean; predicted: number; p1: number | null }[]
}

/** Images read at a time: a hundred milliseconds' worth at most. */
const PAGE = 500

/** The images that all runs of a line have evaluated, in order of their path; other work gets its turn between pages. */
export async function* seenImages(db: Database, { runs }: SweepLine): AsyncGenerator<SeenImage> {
  const ids = db.sweeps.evaluatedByAll(runs.map(({ id }) => id))
  for (let start = 0; start < ids.length; start += PAGE) {
    const page = ids.slice(start, start + PAGE)
    const columns = runs.map(({ id }) => db.predictions.rows(id, page))
    for (const [row, image] of (columns[0] ?? []).entries()) {
      const answers = columns.map((column) => {
        const { rank, classes, probabilities } = column[row] ?? image
        return { right: rank === 0, predicted: classes[0] ?? NO_ANSWER, p1: probabilities[0] ?? null }
      })
      const { path, label } = image
      yield { path, label, answers, ...seen(answers.map(({ right }) => right)) }
    }
    await new Promise(setImmediate)
  }
}
