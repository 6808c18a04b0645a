import type { ClassEntry } from '../../../shared/dataset.ts'
import { fraction, integer, text } from '../../../shared/report.ts'
import type { ReportSource } from './report-source.ts'
import type { Field } from './table.ts'

interface ConfusionRecord {
  label: ClassEntry | undefined
  predicted: ClassEntry | undefined
  count: number
  /** Of the evaluated images of the true class. */
  share: number
}

export const confusionFields: readonly Field<ConfusionRecord>[] = [
  [integer('label_index'), ({ label }) => label?.index ?? null],
  [text('label_wnid'), ({ label }) => label?.wnid ?? null],
  [text('label_name'), ({ label }) => label?.name ?? null],
  [integer('predicted_index'), ({ predicted }) => predicted?.index ?? null],
  [text('predicted_wnid'), ({ predicted }) => predicted?.wnid ?? null],
  [text('predicted_name'), ({ predicted }) => predicted?.name ?? null],
  [integer('count'), ({ count }) => count],
  [fraction('share'), ({ share }) => share],
]

/** Wrong top-1 answers by pair: count descending, then indices. */
export function* confusionRecords({ db, row }: ReportSource): Generator<ConfusionRecord> {
  const classes = db.datasets.classes(row.datasetId)
  const imagesOf = new Map(db.predictions.classTallies(row.id).map(({ label, images }) => [label, images]))
  for (const { label, predicted, count } of db.predictions.confusions(row.id))
    yield {
      label: classes[label],
      predicted: classes[predicted],
      count,
      share: count / (imagesOf.get(label) ?? count),
    }
}
