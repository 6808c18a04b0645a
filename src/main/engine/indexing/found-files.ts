import type { z } from 'zod'
import type { DamagedFiles, Disagreements, DuplicateImages, Slice } from '../../../shared/found-files.ts'
import type { Database, DatasetRow } from '../db/index.ts'

/** The whole of a list. */
export const ALL: Slice = { from: 0, count: -1 }

/** Images that a dataset has more than once. */
export function duplicatesIn(
  db: Database,
  { id, generation }: DatasetRow,
  slice: Slice,
): z.infer<typeof DuplicateImages> {
  const set = { datasetId: id, generation }
  const classes = db.datasets.classes(id)
  const files = db.duplicates.list(set, slice).map(({ label, sameAsLabel, ...file }) => ({
    ...file,
    label: classes[label] ?? null,
    sameAsLabel: classes[sameAsLabel] ?? null,
  }))
  const { files: total, conflicts } = db.duplicates.count(set)
  return { total, conflicts, files }
}

/** Images that two sources give different classes. */
export function disagreementsIn(
  db: Database,
  { id, generation }: DatasetRow,
  slice: Slice,
): z.infer<typeof Disagreements> {
  const classes = db.datasets.classes(id)
  const files = db.disagreements
    .list({ datasetId: id, generation }, slice)
    .map(({ label, ...found }) => ({ ...found, label: label === null ? null : (classes[label] ?? null) }))
  return { total: db.disagreements.count(id), files }
}

/** Images that runs evaluated although they are damaged. */
export function damagedIn(db: Database, { id, generation }: DatasetRow, slice: Slice): z.infer<typeof DamagedFiles> {
  const set = { datasetId: id, generation }
  return { total: db.skippedFiles.countDamagedIn(set), files: db.skippedFiles.damagedIn(set, slice) }
}
