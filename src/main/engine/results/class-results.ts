import { knowsTop5 } from '../../../shared/imported.ts'
import { wilson } from '../../../shared/metrics.ts'
import type { ClassResult } from '../../../shared/results.ts'
import type { Database, RunRow } from '../db/index.ts'
import { countPredictions, noPredictions } from './count-predictions.ts'

/** One entry a class of the dataset in order of their index, those without an evaluated image included. */
export async function classResults(db: Database, run: RunRow): Promise<ClassResult[]> {
  const classes = db.datasets.classes(run.datasetId)
  const hasTop5 = knowsTop5(run.settings)
  const counts = await countPredictions(db, run)
  return classes.map((entry) => {
    const { images, unanswered, top1Correct, top5Correct, wrong } = counts.get(entry.index) ?? noPredictions()
    const share = (correct: number) => (images === 0 ? null : correct / images)
    const [predicted, mostConfusedCount] = mostFrequent(wrong) ?? [-1, null]
    return {
      ...entry,
      images,
      unanswered,
      top1Correct,
      top5Correct,
      top1: share(top1Correct),
      top5: hasTop5 ? share(top5Correct) : null,
      top1Interval: wilson(top1Correct, images),
      mostConfusedWith: classes[predicted] ?? null,
      mostConfusedCount,
    }
  })
}

/** The class of the highest count; of several, the one of lowest index. */
function mostFrequent(wrong: ReadonlyMap<number, number>): [predicted: number, count: number] | undefined {
  return [...wrong].toSorted(([a, countA], [b, countB]) => countB - countA || a - b)[0]
}
