import type { DatasetSummary } from '../../../shared/dataset.ts'
import type { Database, DatasetRow } from '../db/index.ts'

export function describeDataset(db: Database, dataset: DatasetRow): DatasetSummary {
  const { id, generation, name, root, labelsFile, classesFile, classesPresent, images, bytes } = dataset
  const { follow, warnings, fingerprint, indexedAt } = dataset
  return {
    dataset: id,
    name,
    root,
    labelsFile,
    classesFile,
    fingerprint,
    images,
    bytes,
    classesPresent,
    follow,
    warnings,
    indexedAt,
    classes: db.datasets.classCount(id),
    faults: db.images.faults(id, generation),
    uncounted: db.images.uncounted(id, generation),
  }
}
