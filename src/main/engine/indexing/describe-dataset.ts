import type { DatasetSummary } from '../../../shared/dataset.ts'
import type { Database, DatasetRow } from '../db/index.ts'

export function describeDataset(db: Database, dataset: DatasetRow): DatasetSummary {
  const { id, generation, ...facts } = dataset
  return {
    dataset: id,
    ...facts,
    classes: db.datasets.classCount(id),
    faults: db.images.faults(id, generation),
    uncounted: db.images.uncounted(id, generation),
  }
}
