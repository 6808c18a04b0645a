import type { Confusions } from '../../../shared/results.ts'
import type { Database, RunRow } from '../db/index.ts'
import { countPredictions } from './count-predictions.ts'

/** A run's wrong top-1 predictions by pair of classes: count descending, then indices. */
export async function confusions(db: Database, { id, datasetId }: RunRow): Promise<Confusions> {
  const byClass = await countPredictions(db, id)
  const classes = db.datasets.classCount(datasetId)
  const images = new Int32Array(classes)
  const cells: number[] = []
  const counts = new Map<number, number>()
  for (const [label, { images: evaluated, wrong }] of byClass) {
    images[label] = evaluated
    for (const [predicted, count] of wrong) {
      const cell = label * classes + predicted
      cells.push(cell)
      counts.set(cell, count)
    }
  }
  // By cell, which is by both indices, and then by count, which keeps that order where counts are equal.
  const sorted = Float64Array.from(cells).sort()
  const countOf = (cell: number) => counts.get(cell) ?? 0
  const ranked = Array.from(sorted).sort((a, b) => countOf(b) - countOf(a))
  return {
    labels: Int32Array.from(ranked, (cell) => Math.floor(cell / classes)),
    predicted: Int32Array.from(ranked, (cell) => cell % classes),
    counts: Int32Array.from(ranked, countOf),
    images,
  }
}
