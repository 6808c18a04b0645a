import type { ClassEntry } from '../../../shared/dataset.ts'
import { fraction, integer, text } from '../../../shared/report.ts'
import { confusions } from '../results/index.ts'
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

/** Wrong top-1 predictions by pair: count descending, then indices. */
export async function* confusionRecords({ db, row }: ReportSource): AsyncGenerator<ConfusionRecord> {
  const classes = db.datasets.classes(row.datasetId)
  const { labels, predicted, counts, images } = await confusions(db, row)
  for (const [pair, count] of counts.entries()) {
    const [label, other] = [labels[pair] ?? -1, predicted[pair] ?? -1]
    yield { label: classes[label], predicted: classes[other], count, share: count / (images[label] ?? 0) }
  }
}
