import type { Confusions } from '../../../shared/results.ts'
import type { Database, RunRow } from '../db/index.ts'
import { countPredictions, noPredictions } from './count-predictions.ts'

/** A run's wrong top-1 predictions by pair of classes: count descending, then indices. */
export async function confusions(db: Database, run: RunRow): Promise<Confusions> {
  const byClass = await countPredictions(db, run)
  const images = new Int32Array(db.datasets.classCount(run.datasetId))
  const unanswered = new Int32Array(images.length)
  const byCount = new Map<number, { labels: number[]; predicted: number[] }>()
  for (const label of images.keys()) {
    const { images: evaluated, unanswered: without, wrong } = byClass.get(label) ?? noPredictions()
    images[label] = evaluated
    unanswered[label] = without
    for (const [predicted, count] of [...wrong].sort(([a], [b]) => a - b)) {
      let pairs = byCount.get(count)
      if (!pairs) byCount.set(count, (pairs = { labels: [], predicted: [] }))
      pairs.labels.push(label)
      pairs.predicted.push(predicted)
    }
  }
  const ranked = [...byCount].sort(([a], [b]) => b - a)
  return {
    labels: Int32Array.from(ranked.flatMap(([, { labels }]) => labels)),
    predicted: Int32Array.from(ranked.flatMap(([, { predicted }]) => predicted)),
    counts: Int32Array.from(ranked.flatMap(([count, { labels }]) => labels.map(() => count))),
    images,
    unanswered,
  }
}
