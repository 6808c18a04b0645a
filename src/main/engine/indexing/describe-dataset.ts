import type { DatasetSummary } from '../../../shared/dataset.ts'
import type { Database, DatasetRow } from '../db/index.ts'

export function describeDataset(db: Database, dataset: DatasetRow): DatasetSummary {
  const { id, name, root, labelsFile, classesFile, generation, fingerprint, indexedAt } = dataset
  return {
    dataset: id,
    name,
    root,
    labelsFile,
    classesFile,
    classes: db.datasets.classes(id).length,
    ...db.images.count(id, generation),
    faults: db.images.faults(id, generation),
    fingerprint,
    indexedAt,
  }
}
