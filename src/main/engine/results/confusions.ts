import type { Confusions } from '../../../shared/results.ts'
import type { Database, RunRow } from '../db/index.ts'
import { countPredictions } from './count-predictions.ts'

/** A run's wrong top-1 predictions by pair of classes: count descending, then indices. */
export async function confusions(db: Database, { id, datasetId }: RunRow): Promise<Confusions> {
  const counts = await countPredictions(db, id)
  const pairs = [...counts].flatMap(([label, { wrong }]) =>
    Array.from(wrong, ([predicted, count]) => ({ label, predicted, count })),
  )
  pairs.sort((a, b) => b.count - a.count || a.label - b.label || a.predicted - b.predicted)
  const images = new Int32Array(db.datasets.classCount(datasetId))
  for (const [label, own] of counts) images[label] = own.images
  return {
    labels: Int32Array.from(pairs, ({ label }) => label),
    predicted: Int32Array.from(pairs, ({ predicted }) => predicted),
    counts: Int32Array.from(pairs, ({ count }) => count),
    images,
  }
}
