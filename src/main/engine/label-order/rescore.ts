import { AcuityError } from '../../../shared/errors.ts'
import { NO_ANSWER } from '../../../shared/results.ts'
import type { Database, ImageSet, Lock } from '../db/index.ts'

/** Answers read and written at a time: some milliseconds' worth. */
const PAGE = 1000

interface Rescored {
  from: number
  to: number
  /** The images that the second run is about, and the path of their last one where it has a limit. */
  set: ImageSet
  last: string | null
  /** By the index of an answer: the class that it means; null where that is the one of the index. */
  order: readonly number[] | null
  lock: Lock
}

/**
 * Takes a run's answers into another, judged by the labels that the images have there. As many classes of an image are
 * stored as an evaluation stores, so that ranks are what it would find.
 * @throws AcuityError `busy` where another process has the run
 */
export async function rescore(db: Database, { from, to, set, last, order, lock }: Rescored): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined;) {
    const page = db.predictions.at(from, set, last, after, PAGE)
    db.transaction(() => {
      if (!lock.held()) throw new AcuityError('busy', `Run ${to} was taken over by another Acuity.`)
      const ranks = page.map((row) => {
        const classes = order ? row.classes.map((index) => order[index] ?? NO_ANSWER) : row.classes
        const rank = classes.indexOf(row.label)
        const { imageId, probabilities, damage } = row
        db.predictions.insert(to, { k: classes.length, imageIds: [imageId], ranks: [rank], classes, probabilities })
        if (damage !== null) db.predictions.damage(to, { imageId, detail: damage })
        return rank
      })
      const unanswered = page.filter(({ classes }) => classes.length === 0).length
      db.runs.count(to, {
        evaluated: ranks.length,
        unanswered,
        top1Correct: ranks.filter((rank) => rank === 0).length,
        top5Correct: ranks.filter((rank) => rank >= 0 && rank < 5).length,
      })
    })
    after = page.at(-1)?.asked
    await new Promise(setImmediate)
  }
}
