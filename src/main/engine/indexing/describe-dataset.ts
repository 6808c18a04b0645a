import type { DatasetSummary } from '../../../shared/dataset.ts'
import type { Database, DatasetRow } from '../db/index.ts'

export function describeDataset(db: Database, dataset: DatasetRow): DatasetSummary {
  const { id, generation, name, kind, root, labelsFile, classesFile, classesPresent, images, bytes } = dataset
  const { boxesFolder, imagesWithBoxes, follow, warnings, fingerprint, indexedAt, archivedAt, layout, labelOrder } =
    dataset
  return {
    dataset: id,
    name,
    kind,
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
    archivedAt,
    boxes:
      boxesFolder === null
        ? null
        : { folder: boxesFolder, images: imagesWithBoxes, unusable: db.boxes.faults(id, generation) },
    classes: db.datasets.classCount(id),
    faults: db.images.faults(id, generation),
    uncounted: db.images.uncounted(id, generation),
    layout,
    labelOrder,
  }
}
