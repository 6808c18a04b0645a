import type { ConfusionRecord } from '../../../shared/report-fields.ts'
import { confusions } from '../results/index.ts'
import type { ReportSource } from './report-source.ts'

/** Wrong top-1 predictions by pair: count descending, then indices. */
export async function* confusionRecords({ db, row }: ReportSource): AsyncGenerator<ConfusionRecord> {
  const classes = db.datasets.classes(row.datasetId)
  const { labels, predicted, counts, images } = await confusions(db, row)
  for (const [pair, count] of counts.entries()) {
    const [label, other] = [labels[pair] ?? -1, predicted[pair] ?? -1]
    yield { label: classes[label], predicted: classes[other], count, share: count / (images[label] ?? 0) }
  }
}
