import type { Database, DatasetRow } from '../db/index.ts'
import { locateSource } from '../sources/index.ts'
import { fingerprintOf } from './known-images.ts'

/**
 * The dataset that a folder which was never indexed is of: the one of the same images, labels and classes whose own folder
 * is gone. Where that is still there, the images lie in both.
 * @param stated the one that it is said to be, if any
 */
export async function findMoved(
  db: Database,
  fingerprint: string,
  stated: DatasetRow | undefined,
): Promise<DatasetRow | undefined> {
  for (const dataset of stated ? [stated] : db.datasets.all()) {
    // Where each lies is asked of the disk, which may be a slow share: only of those that may be it.
    if (dataset.byContent && dataset.fingerprint !== fingerprint) continue
    if ((await locateSource(dataset.root)) !== null) continue
    if ((await byContent(db, dataset)) === fingerprint) return dataset
  }
  return undefined
}

/** One that was indexed before images were known by their content has a fingerprint of paths. */
async function byContent(db: Database, dataset: DatasetRow): Promise<string> {
  if (dataset.byContent) return dataset.fingerprint
  const { id, generation } = dataset
  return fingerprintOf(db, { datasetId: id, generation }, db.datasets.classes(id))
}
