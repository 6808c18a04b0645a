import type { ClassEntry } from '../../../shared/dataset.ts'
import { wilson, type Interval } from '../../../shared/metrics.ts'
import { fraction, integer, text } from '../../../shared/report.ts'
import type { ReportSource } from './report-source.ts'
import type { Field } from './table.ts'

interface ClassRecord extends ClassEntry {
  images: number
  top1Correct: number
  top5Correct: number
  interval: Interval | null
  /** The wrong class most often answered; of several, the one of lowest index. */
  confusedWith: ClassEntry | undefined
  confusedCount: number | null
}

export const classFields: readonly Field<ClassRecord>[] = [
  [integer('index'), ({ index }) => index],
  [text('wnid'), ({ wnid }) => wnid],
  [text('name'), ({ name }) => name],
  [integer('images'), ({ images }) => images],
  [integer('top1_correct'), ({ top1Correct }) => top1Correct],
  [fraction('top1'), ({ images, top1Correct }) => (images > 0 ? top1Correct / images : null)],
  [fraction('top1_lo'), ({ interval }) => interval?.[0] ?? null],
  [fraction('top1_hi'), ({ interval }) => interval?.[1] ?? null],
  [fraction('top5'), ({ images, top5Correct }) => (images > 0 ? top5Correct / images : null)],
  [text('most_confused_with'), ({ confusedWith }) => confusedWith?.wnid ?? null],
  [integer('most_confused_count'), ({ confusedCount }) => confusedCount],
]

/** One record a class, those without an evaluated image included. */
export function* classRecords({ db, row }: ReportSource): Generator<ClassRecord> {
  const classes = db.datasets.classes(row.datasetId)
  const tallies = new Map(db.predictions.classTallies(row.id).map((tally) => [tally.label, tally]))
  // Confusions come most frequent first, ties towards the lower index: of a class, the first that comes is kept.
  const confusions = db.predictions.confusions(row.id).toReversed()
  const worst = new Map(confusions.map((confusion) => [confusion.label, confusion]))
  for (const entry of classes) {
    const { images = 0, top1Correct = 0, top5Correct = 0 } = tallies.get(entry.index) ?? {}
    const confusion = worst.get(entry.index)
    yield {
      ...entry,
      images,
      top1Correct,
      top5Correct,
      interval: wilson(top1Correct, images),
      confusedWith: confusion && classes[confusion.predicted],
      confusedCount: confusion?.count ?? null,
    }
  }
}
