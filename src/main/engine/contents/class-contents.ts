import type { ClassContent } from '../../../shared/dataset-contents.ts'
import type { Database, DatasetRow } from '../db/index.ts'

/** How many images each class has, those without any among them, in order of their index. */
export function classContents(db: Database, { id, generation }: DatasetRow): ClassContent[] {
  const counted = new Map(db.datasetImages.classes({ datasetId: id, generation }).map((row) => [row.label, row]))
  return db.datasets.classes(id).map((entry) => {
    const { images, skipped } = counted.get(entry.index) ?? { images: 0, skipped: 0 }
    return { ...entry, images, skipped }
  })
}
